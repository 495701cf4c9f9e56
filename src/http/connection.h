// One client's connection: requests and answers, one after the other.
#pragma once

#include <atomic>
#include <chrono>
#include <list>
#include <memory>
#include <string>

#include "http/server.h"
#include "http/transport.h"

namespace outfield::http {

class Connection {
  public:
    Connection(std::unique_ptr<Transport> transport, std::string peer, const Limits& limits,
               const Handler& handler, const std::atomic<bool>& stopping)
        : transport_(std::move(transport)),
          peer_(std::move(peer)),
          limits_(limits),
          handler_(handler),
          stopping_(stopping) {}

    Awaitable<void> run();  // never throws

    // Waits for a request, for the rest of its head, or for the rest of a body that nobody wants.
    bool is_idle() const noexcept { return idle_; }
    std::chrono::steady_clock::time_point idle_since() const noexcept { return idle_since_; }
    void abort() noexcept { transport_->abort(); }
    void drop() noexcept { transport_->drop(); }  // its last answer still arrives

  private:
    Awaitable<void> exchange_all();
    Awaitable<bool> exchange_one();
    Awaitable<void> handle(Exchange& exchange);
    void rest() noexcept;

    std::unique_ptr<Transport> transport_;
    const std::string peer_;
    const Limits& limits_;
    const Handler& handler_;
    const std::atomic<bool>& stopping_;
    std::string received_;
    bool idle_ = true;
    std::chrono::steady_clock::time_point idle_since_ = std::chrono::steady_clock::now();
};

// The connections of one thread.
class ConnectionSet {
  public:
    using Place = std::list<Connection*>::iterator;

    Place insert(Connection& connection) { return all_.insert(all_.end(), &connection); }
    void erase(Place place) { all_.erase(place); }
    bool empty() const noexcept { return all_.empty(); }

    void close_idle();
    // At most so many of those that have been idle for `least`, the longest idle first.
    void close_idle(std::size_t most, std::chrono::milliseconds least);
    void abort_all();

  private:
    std::list<Connection*> all_;
};

}  // namespace outfield::http
