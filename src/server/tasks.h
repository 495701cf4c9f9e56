// Work that an administrator started from the page and follows there.
#pragma once

#include <outfield/time.h>

#include <atomic>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "http/workers.h"
#include "server/events.h"
#include "server/log.h"
#include "server/progress.h"

namespace outfield::server {

struct TaskOrder {
    std::string kind;   // "move"
    std::string login;  // whose it is
    // Holds the lease of a background job already, so that it may not wait behind others.
    bool is_job = false;
    // False: not all went well. Stopped: it was told to end. Other exceptions are its fault.
    std::function<bool(Progress&)> run;
    std::function<bool()> must_end = {};  // besides being told to: its lease is lost
};

// Remembered in memory, the last hundred. Thread-safe.
class Tasks {
  public:
    Tasks(Events& events, Log& log) : events_(events), log_(log) {}
    ~Tasks();

    // The task's document (docs/openapi.yaml). It runs at once, or waits for its turn behind others. Throws
    // http::Fault 503 while too many wait, or when the server stops.
    boost::json::object start(TaskOrder order);

    boost::json::array all() const;  // their documents, the newest first
    std::optional<boost::json::object> find(std::string_view id) const;

    bool stop(std::string_view id);  // asks; false: there is none of this id
    void stop() noexcept;            // all, and no new ones
    void join();                     // after stop()

  private:
    struct Task;
    using TaskPtr = std::shared_ptr<Task>;

    void run(Task& task) noexcept;
    void tell(Task& task, bool at_once) noexcept;
    void forget_oldest();
    TaskPtr get(std::string_view id) const;

    Events& events_;
    Log& log_;
    mutable std::mutex mutex_;
    std::deque<TaskPtr> tasks_;  // the newest first
    bool stopping_ = false;
    http::Workers bulk_{2};
    http::Workers jobs_{4};  // collect, check, scrub, repair: each at most once in a catalog
};

}  // namespace outfield::server
