#include "catalog/usage.h"

namespace outfield::catalog {

static std::int64_t number_of(std::chrono::sys_days day) {
    return day.time_since_epoch().count();
}

void UsageHistory::put(std::chrono::sys_days day, const std::vector<UsageSample>& samples) {
    connection_.execute("DELETE FROM outfield_usage WHERE day = $1", {number_of(day)});
    for (const auto& one : samples)
        connection_.execute(
            "INSERT INTO outfield_usage (day, configuration, container, module, objects, bytes) "
            "VALUES ($1, $2, $3, $4, $5, $6)",
            {number_of(day), std::string_view(one.configuration), std::string_view(one.container),
             std::string_view(one.module), one.objects, one.bytes});
}

std::vector<DayUsage> UsageHistory::between(std::chrono::sys_days from, std::chrono::sys_days to) {
    std::vector<DayUsage> all;
    for (const auto& row :
         connection_.query("SELECT day, configuration, container, module, objects, bytes FROM outfield_usage "
                           "WHERE day BETWEEN $1 AND $2 ORDER BY day, configuration, container, module",
                           {number_of(from), number_of(to)}))
        all.push_back({std::chrono::sys_days(std::chrono::days(row.integer(0))),
                       {row.text(1), row.text(2), row.text(3), row.integer(4), row.integer(5)}});
    return all;
}

void UsageHistory::remove_before(std::chrono::sys_days day) {
    connection_.execute("DELETE FROM outfield_usage WHERE day < $1", {number_of(day)});
}

}  // namespace outfield::catalog
