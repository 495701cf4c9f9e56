#include "catalog/horizon.h"

#include "catalog/blob_row.h"

namespace outfield::catalog {

void pass_horizon(sql::Connection& connection, std::int64_t container, Time time) {
    connection.execute(
        "UPDATE outfield_container SET horizon = $2 WHERE id = $1 AND coalesce(horizon, 0) < $2",
        {container, microseconds(time)});
}

void keep_horizon(sql::Connection& connection, std::int64_t container) {
    connection.execute(
        "UPDATE outfield_catalog SET horizon = (SELECT horizon FROM outfield_container WHERE id = $1) "
        "WHERE coalesce(horizon, 0) < (SELECT coalesce(horizon, 0) FROM outfield_container WHERE id = $1)",
        {container});
}

std::optional<Time> kept_horizon(sql::Connection& connection) {
    const auto row = connection.query_one("SELECT horizon FROM outfield_catalog");
    if (!row || row->is_null(0)) return std::nullopt;
    return read_time(*row, 0);
}

}  // namespace outfield::catalog
