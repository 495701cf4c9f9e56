// Table outfield_usage: how much stood where, one sample a day.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

struct UsageSample {
    std::string configuration, container, module;
    std::int64_t objects = 0, bytes = 0;
};

struct DayUsage {
    std::chrono::sys_days day;
    UsageSample sample;
};

class UsageHistory {
  public:
    explicit UsageHistory(sql::Connection& connection) : connection_(connection) {}

    void put(std::chrono::sys_days day, const std::vector<UsageSample>& samples);  // in place of the day's
    std::vector<DayUsage> between(std::chrono::sys_days from, std::chrono::sys_days to);  // both included
    void remove_before(std::chrono::sys_days day);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
