#include "catalog/jobs.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/blob_row.h"
#include "sql/locking.h"

namespace outfield::catalog {
namespace {

constexpr std::string_view columns =
    "SELECT name, last_begin, last_end, outcome, detail, holder, lease_until FROM outfield_job";

std::optional<Time> optional_time(const sql::Row& row, std::size_t column) {
    return row.is_null(column) ? std::nullopt : std::optional(read_time(row, column));
}

Job read_job(const sql::Row& row) {
    return {row.text(0), optional_time(row, 1), optional_time(row, 2), row.text(3),
            row.text(4), row.text(5),           read_time(row, 6)};
}

}  // namespace

std::optional<Time> Job::due(std::chrono::seconds every) const {
    if (!begun) return std::nullopt;
    if (!ended || outcome == "stopped") return lease_until;
    return std::max(*begun + every, lease_until);
}

std::optional<Job> Jobs::find(std::string_view name) {
    const auto row = connection_.query_one(fmt::format("{} WHERE name = $1", columns), {name});
    return row ? std::optional(read_job(*row)) : std::nullopt;
}

std::vector<Job> Jobs::all() {
    std::vector<Job> jobs;
    for (const auto& row : connection_.query(fmt::format("{} ORDER BY name", columns)))
        jobs.push_back(read_job(row));
    return jobs;
}

bool Jobs::take(std::string_view name, std::string_view holder, std::chrono::seconds every,
                std::chrono::seconds lease) {
    connection_.execute("INSERT INTO outfield_job (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", {name});
    const auto row = connection_.query_one(
        fmt::format("{} WHERE name = $1{}", columns, sql::for_update(connection_.dialect())), {name});
    const auto instant = now();
    const auto job = read_job(*row);
    if (job.lease_until > instant || job.due(every).value_or(instant) > instant) return false;
    connection_.execute(
        "UPDATE outfield_job SET last_begin = $2, last_end = NULL, holder = $3, lease_until = $4 "
        "WHERE name = $1",
        {name, microseconds(instant), holder, microseconds(instant + lease)});
    return true;
}

bool Jobs::renew(std::string_view name, std::string_view holder, std::chrono::seconds lease) {
    return connection_.execute(
               "UPDATE outfield_job SET lease_until = $3 WHERE name = $1 AND holder = $2 AND last_end IS "
               "NULL",
               {name, holder, microseconds(now() + lease)}) > 0;
}

bool Jobs::end(std::string_view name, std::string_view holder, std::string_view outcome,
               std::string_view detail) {
    return connection_.execute(
               "UPDATE outfield_job SET last_end = $3, outcome = $4, detail = $5, holder = '', lease_until = "
               "0 "
               "WHERE name = $1 AND holder = $2 AND last_end IS NULL",
               {name, holder, microseconds(now()), outcome, detail}) > 0;
}

}  // namespace outfield::catalog
