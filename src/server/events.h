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

class Events;

// One listener's part. What it has not taken yet is kept once: a thing that changed twice has changed, and of
// a task the last word counts. So it never grows beyond the things that there are, however slow the listener.
class Subscription {
  public:
    struct News {
        std::set<std::string> changed;                     // "containers"
        std::map<std::string, boost::json::object> tasks;  // by id
        bool is_over = false;                              // nothing more will come
    };

    Subscription(Events& events, const http::Executor& executor)
        : events_(events), timer_(std::make_shared<Timer>(executor)) {}
    ~Subscription();  // nothing is told from then on
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

    // Waits without a thread until something has happened, or for `patience`. Of one coroutine alone, which
    // runs on the executor.
    http::Awaitable<News> next(std::chrono::milliseconds patience);

  private:
    friend class Events;
    using Clock = std::chrono::steady_clock;
    using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, http::Executor>;

    template <typename Change>
    void tell(Change change);  // from any thread
    bool has_news();

    Events& events_;
    std::mutex mutex_;
    News news_;
    bool awake_ = false;  // somebody has woken it since it looked
    std::shared_ptr<Timer> timer_;
};

// Thread-safe; what is told reaches those who listen on this server.
class Events {
  public:
    // Something was changed: "configurations", "containers", "objects", "trash", "jobs" or "users".
    void changed(std::string_view what);
    void task(const std::string& id, const boost::json::object& document);
    void look_again();      // somebody's session may have ended
    void close() noexcept;  // everybody's News is over, also that of those who come later

    // For a coroutine on that executor, and no longer than both. http::Fault 503 while too many listen.
    std::unique_ptr<Subscription> subscribe(const http::Executor& executor);

  private:
    friend class Subscription;

    template <typename Change>
    void tell_all(const Change& change);
    void leave(const Subscription& subscription) noexcept;

    std::mutex mutex_;
    std::vector<Subscription*> listening_;
    bool closed_ = false;
};

}  // namespace outfield::server
