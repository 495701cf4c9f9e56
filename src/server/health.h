// Whether this server can do its work: the catalog answers, and so does the default storage configuration of
// each kind that has a container.
#pragma once

#include <outfield/instance.h>

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "http/workers.h"
#include "server/log.h"

namespace outfield::server {

// Of anybody's eyes: names of configurations, kinds of errors, and nothing else.
struct HealthReport {
    bool is_good = true;
    std::string catalog = "ok";                 // or what is wrong, in a word or two
    std::map<std::string, std::string> stores;  // by configuration
    std::string reason;                         // a sentence; empty: all is well
};

// Thread-safe.
class Health {
  public:
    Health(Instance& instance, Log& log, http::Workers& workers)
        : instance_(instance), log_(log), workers_(workers) {}

    // At most ten seconds old, two when something was wrong. A probe runs on a worker; one that takes longer
    // than five seconds is an answer too.
    http::Awaitable<HealthReport> report();

  private:
    using Clock = std::chrono::steady_clock;

    bool begin_probe();  // true: the report that there is will do
    void probe() noexcept;
    void probe_stores(HealthReport& found);
    void now_asking(const std::string& what);
    HealthReport current();

    Instance& instance_;
    Log& log_;
    http::Workers& workers_;
    std::mutex mutex_;
    std::optional<HealthReport> last_;
    Clock::time_point ended_, began_;
    bool running_ = false;
    std::string asking_;  // what the probe that runs waits for
};

}  // namespace outfield::server
