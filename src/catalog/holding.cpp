#include "catalog/holding.h"

#include <fmt/format.h>
#include <outfield/time.h>

#include <string_view>
#include <vector>

#include "base/plural.h"
#include "catalog/blob_row.h"
#include "catalog/containers.h"

namespace outfield::catalog {
namespace {

enum class Part { under_way = 0, claimed = 1, given_up = 2 };

// ", <words> 2026-11-23 08:30:05 UTC", unless that is past.
std::string until(std::string_view words, Time time) {
    return time > now() ? fmt::format(", {} {} UTC", words, to_string(time)) : "";
}

std::string condemned(sql::Connection& connection, const Container& container, std::int64_t count) {
    const auto last = connection.query_one(
        "SELECT MAX(condemned_at) FROM outfield_blob WHERE container = $1 AND state = 2", {container.id});
    return plural(count, "replaced or deleted value", "replaced or deleted values") +
           until("whose retention ends at", read_time(*last, 0) + container.retention);
}

std::string in_words(const sql::Row& row) {
    const auto count = row.integer(1);
    const auto due = read_time(row, 2);
    switch (static_cast<Part>(row.integer(0))) {
        case Part::under_way:
            return plural(count, "upload under way or broken off", "uploads under way or broken off") +
                   until("whose lease ends at", due);
        case Part::claimed:
            return plural(count, "object that is being removed", "objects that are being removed") +
                   until("tried again after", due);
        case Part::given_up:
            break;
    }
    return plural(count, "given-up upload", "given-up uploads") + until("watched until", due);
}

}  // namespace

std::string what_holds(sql::Connection& connection, std::int64_t id) {
    Containers containers(connection);
    const auto container = containers.get(id);
    const auto usage = containers.usage(id);
    std::vector<std::string> parts;
    if (usage.live > 0)
        parts.push_back(plural(usage.live, "value of a record, which must be moved or deleted first",
                               "values of records, which must be moved or deleted first"));
    if (usage.condemned > 0) parts.push_back(condemned(connection, container, usage.condemned));
    // The sum keeps the planner from all rows of the container: it walks along the garbage alone.
    for (const auto& row : connection.query(
             "SELECT CASE WHEN state = 0 THEN 0 WHEN pass = 2 THEN 2 ELSE 1 END, COUNT(*), MAX(due) "
             "FROM outfield_blob WHERE due >= 0 AND container + 0 = $1 GROUP BY 1 ORDER BY 1",
             {id}))
        parts.push_back(in_words(row));
    if (parts.empty()) return "";
    return fmt::format("it still holds {}. After that: outfield collect", fmt::join(parts, "; "));
}

}  // namespace outfield::catalog
