// How much stands where, now and on the days before.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <vector>

#include "catalog/usage.h"
#include "server/jobs.h"

namespace outfield::server {

// Asks the catalog, which reads every value's row.
std::vector<catalog::UsageSample> usage_now(Instance& instance);

// The job `usage`: the day's sample, in place of an earlier one. Those of more than ten years ago go.
JobEnd sample_usage(Site& site, Progress& progress);

// What usage_now() said, at most a minute ago. Thread-safe.
class RecentUsage {
  public:
    std::vector<catalog::UsageSample> get(Instance& instance);

  private:
    std::mutex mutex_;
    std::optional<std::chrono::steady_clock::time_point> asked_;
    std::vector<catalog::UsageSample> samples_;
};

}  // namespace outfield::server
