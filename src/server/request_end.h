// What is told of a request when it has ended.
#pragma once

#include <exception>

#include "http/exchange.h"
#include "server/router.h"
#include "server/site.h"

namespace outfield::server {

// From its head to its end: made before a request is served.
class RequestWatch {
  public:
    RequestWatch(Site& site, const Router& router, http::Exchange& exchange);

    // Of what was thrown out of the route.
    void failed(const std::exception_ptr& error);
    // Counts it and writes its event, "request". A refused login is an event of its own, "login refused".
    void ended() noexcept;

  private:
    LogLevel level(const Work::Facts& facts) const;
    void tell(std::string_view route, std::chrono::steady_clock::duration took);

    Site& site_;
    const Router& router_;
    http::Exchange& exchange_;
    bool lost_ = false;
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

// Notes what was thrown in the request's work, unless it is the asker's fault alone.
void note_failure(Work& work, const std::exception_ptr& error);

}  // namespace outfield::server
