// What happens here, as it happens: for GET /api/events.
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "http/awaitable.h"

namespace outfield::server {

// One listener's part. What it has not taken yet is kept once: a thing that changed twice has changed, and of
// a task the last word counts. So it never grows beyond the things that there are, however slow the listener.
class Subscription : public std::enable_shared_from_this<Subscription> {
  public:
    struct News {
        std::set<std::string> changed;                     // "containers"
        std::map<std::string, boost::json::object> tasks;  // by id
        bool is_over = false;                              // nothing more will come
    };

    explicit Subscription(const http::Executor& executor) : timer_(executor) {}

    // Waits without a thread until something has happened, or for `patience`. Of one coroutine alone, which
    // runs on the executor.
    http::Awaitable<News> next(std::chrono::milliseconds patience);

  private:
    friend class Events;
    using Clock = std::chrono::steady_clock;

    template <typename Change>
    void tell(Change change);  // from any thread
    bool has_news();

    std::mutex mutex_;
    News news_;
    bool awake_ = false;  // somebody has woken it since it looked
    boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, http::Executor> timer_;
};

// Thread-safe; what is told reaches those who listen on this server.
class Events {
  public:
    // Something was changed: "configurations", "containers", "objects", "trash", "jobs" or "users".
    void changed(std::string_view what);
    void task(const std::string& id, const boost::json::object& document);
    void look_again();      // somebody's session may have ended
    void close() noexcept;  // everybody's News is over, also that of those who come later

    // It ends with its last owner. http::Fault 503 while too many listen.
    std::shared_ptr<Subscription> subscribe(const http::Executor& executor);

  private:
    template <typename Change>
    void tell_all(const Change& change);

    std::mutex mutex_;
    std::vector<std::weak_ptr<Subscription>> listening_;
    bool closed_ = false;
};

}  // namespace outfield::server
