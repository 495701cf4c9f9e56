// How a Blob stands in its row.
#pragma once

#include <cstdint>
#include <vector>

#include "catalog/blobs.h"

namespace outfield::catalog {

// The columns that read_blob expects, in its order.
#define OUTFIELD_BLOB_COLUMNS                                                              \
    "id, container, key, state, size, sha256, media_type, created, condemned_at, damage, " \
    "verified"

Blob read_blob(const sql::Row& row);
std::vector<Blob> read_blobs(const std::vector<sql::Row>& rows);

// Throws ErrorKind::corrupt. NULL is a hash of zeros.
Sha256 read_sha256(const sql::Row& row, std::size_t column);

inline std::int64_t microseconds(Time time) {
    return time.time_since_epoch().count();
}

inline Time read_time(const sql::Row& row, std::size_t column) {
    return Time(std::chrono::microseconds(row.integer(column)));
}

}  // namespace outfield::catalog
