#include <outfield/administration.h>

#include <algorithm>

#include "catalog/blob_row.h"
#include "catalog/catalog.h"

namespace outfield {

static std::optional<Time> earlier(std::optional<Time> one, const sql::Row& row, std::size_t column) {
    if (row.is_null(column)) return one;
    const auto other = catalog::read_time(row, column);
    return one ? std::min(*one, other) : other;
}

Waiting StorageContainers::waiting() {
    return sql::reading(catalog_.database(), [](sql::Connection& connection) {
        Waiting out;
        const auto values = *connection.query_one(
            "SELECT COUNT(*), CAST(COALESCE(SUM(b.size), 0) AS BIGINT), MIN(b.condemned_at + c.retention * "
            "1000000) "
            "FROM outfield_container c JOIN outfield_blob b ON b.container = c.id WHERE b.state = 2");
        const auto uploads =
            *connection.query_one("SELECT COUNT(*), MIN(due) FROM outfield_blob WHERE due IS NOT NULL");
        out.values = static_cast<std::uint64_t>(values.integer(0));
        out.bytes = static_cast<std::uint64_t>(values.integer(1));
        out.uploads = static_cast<std::uint64_t>(uploads.integer(0));
        out.next = earlier(earlier(std::nullopt, values, 2), uploads, 1);
        return out;
    });
}

}  // namespace outfield
