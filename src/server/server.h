// outfield serve: OpenERP's protocols and files over HTTP, around one Instance.
#pragma once

#include <outfield/instance.h>

#include <functional>
#include <memory>

#include "access/access.h"
#include "server/options.h"
#include "server/router.h"

namespace outfield::server {

class Server {
  public:
    // Listens at once. Errors: those of http::Server. The instance and the access outlive it.
    Server(Instance& instance, access::Access& access, const Options& options);
    ~Server();

    std::uint16_t port() const noexcept;
    std::vector<RouteName> routes() const;
    void run(const std::function<void()>& begun);  // until stop(); calls `begun` once it is in the log
    void stop() noexcept;                          // from any thread; requests under way get Options::grace

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace outfield::server
