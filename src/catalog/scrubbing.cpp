#include "catalog/scrubbing.h"

#include "catalog/blob_row.h"

namespace outfield::catalog {

std::vector<Blob> Scrubbing::oldest(Time before, const std::optional<Blob>& last, std::size_t limit) {
    return read_blobs(connection_.query("SELECT " OUTFIELD_BLOB_COLUMNS
                                        " FROM outfield_blob WHERE state = 1 AND verified < $1 "
                                        "AND (verified, id) > ($3, $4) ORDER BY verified, id LIMIT $2",
                                        {microseconds(before), static_cast<std::int64_t>(limit),
                                         last ? microseconds(last->verified) : -1, last ? last->id : 0}));
}

Scrubbing::Extent Scrubbing::unverified_since(Time before) {
    const auto row = *connection_.query_one(
        "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM outfield_blob "
        "WHERE state = 1 AND verified < $1",
        {microseconds(before)});
    return {static_cast<std::uint64_t>(row.integer(0)), static_cast<std::uint64_t>(row.integer(1))};
}

void Scrubbing::found_whole(std::int64_t blob) {
    connection_.execute("UPDATE outfield_blob SET verified = $2, damage = NULL WHERE id = $1",
                        {blob, microseconds(now())});
}

void Scrubbing::found_damaged(std::int64_t blob, std::string_view damage) {
    connection_.execute("UPDATE outfield_blob SET verified = $2, damage = $3 WHERE id = $1",
                        {blob, microseconds(now()), damage});
}

std::vector<Blob> Scrubbing::damaged(std::int64_t after, std::size_t limit) {
    return read_blobs(connection_.query(
        "SELECT " OUTFIELD_BLOB_COLUMNS
        " FROM outfield_blob WHERE damage IS NOT NULL AND state = 1 AND id > $1 ORDER BY id LIMIT $2",
        {after, static_cast<std::int64_t>(limit)}));
}

std::vector<Blob> Scrubbing::twins(const Blob& blob) {
    return read_blobs(
        connection_.query("SELECT " OUTFIELD_BLOB_COLUMNS
                          " FROM outfield_blob WHERE sha256 = $1 AND size = $2 AND sha256 IS NOT NULL "
                          "AND id <> $3 AND state IN (1, 2) AND damage IS NULL ORDER BY id",
                          {blob.sha256.bytes, static_cast<std::int64_t>(blob.size), blob.id}));
}

}  // namespace outfield::catalog
