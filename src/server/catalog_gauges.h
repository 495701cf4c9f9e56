// The metrics that the catalog is asked for.
#pragma once

#include <outfield/instance.h>

#include <chrono>
#include <mutex>
#include <optional>

#include "server/metrics.h"

namespace outfield::server {

// Thread-safe.
class CatalogGauges {
  public:
    CatalogGauges(Instance& instance, Metrics& metrics) : instance_(instance), metrics_(metrics) {}

    // Asks at most every ten seconds; not from a coroutine. A catalog that does not answer leaves the gauges
    // as they were, and outfield_catalog_up at 0.
    void refresh();

  private:
    void ask();
    void ask_for_jobs();

    Instance& instance_;
    Metrics& metrics_;
    std::mutex mutex_;
    std::optional<std::chrono::steady_clock::time_point> asked_;
};

}  // namespace outfield::server
