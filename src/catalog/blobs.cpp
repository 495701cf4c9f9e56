#include "catalog/blobs.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <array>
#include <map>

#include "catalog/blob_row.h"

namespace outfield::catalog {
namespace {

std::int64_t signed_size(const Stored& stored) {
    return static_cast<std::int64_t>(stored.size);
}

[[noreturn]] void fail_reservation_gone(std::int64_t id) {
    throw Error(ErrorKind::conflict,
                fmt::format("reservation {} is gone: its lease was over and the collector took it; write the "
                            "value again",
                            id));
}

[[noreturn]] void fail_state(std::int64_t id, std::string_view wanted, std::string_view remedy) {
    throw Error(ErrorKind::conflict, fmt::format("blob {} is not {}: {}", id, wanted, remedy));
}

constexpr std::size_t reserved_at_once = 16;

std::string insert_reservations(std::size_t count) {
    std::string rows;
    for (std::size_t i = 0; i < count; ++i)
        rows += fmt::format("{}($1, ${}, 0, 0, '', $2, $3, 0)", i == 0 ? "" : ", ", i + 4);
    return "INSERT INTO outfield_blob (container, key, state, size, media_type, created, due, pass) VALUES " +
           rows + " RETURNING key, id";
}

}  // namespace

Sha256 read_sha256(const sql::Row& row, std::size_t column) {
    Sha256 hash;
    if (row.is_null(column)) return hash;
    const auto bytes = std::as_bytes(std::span(row.text(column)));
    if (bytes.size() != hash.bytes.size())
        throw Error(ErrorKind::corrupt,
                    fmt::format("a SHA-256 in the catalog has {} bytes instead of 32", bytes.size()));
    std::ranges::copy(bytes, hash.bytes.begin());
    return hash;
}

Blob read_blob(const sql::Row& row) {
    Blob blob{.id = row.integer(0),
              .container = row.integer(1),
              .key = row.text(2),
              .state = static_cast<Blob::State>(row.integer(3)),
              .size = static_cast<std::uint64_t>(row.integer(4)),
              .sha256 = read_sha256(row, 5),
              .media_type = row.text(6),
              .created = read_time(row, 7),
              .condemned_at = std::nullopt,
              .damage = row.text_or_empty(9),
              .verified = read_time(row, 10)};
    if (!row.is_null(8)) blob.condemned_at = read_time(row, 8);
    return blob;
}

std::vector<Blob> read_blobs(const std::vector<sql::Row>& rows) {
    std::vector<Blob> blobs;
    blobs.reserve(rows.size());
    for (const auto& row : rows) blobs.push_back(read_blob(row));
    return blobs;
}

std::int64_t Blobs::reserve(std::int64_t container, std::string_view key, std::chrono::seconds lease) {
    static const std::string insert = insert_reservations(1);
    const auto time = now();
    return connection_.query_one(insert, {container, microseconds(time), microseconds(time + lease), key})
        ->integer(1);
}

std::vector<std::int64_t> Blobs::reserve(std::int64_t container, std::span<const std::string> keys,
                                         std::chrono::seconds lease) {
    static const std::string insert = insert_reservations(reserved_at_once);
    const auto time = now();
    std::array<sql::Parameter, reserved_at_once + 3> parameters{container, microseconds(time),
                                                                microseconds(time + lease)};
    std::map<std::string, std::int64_t, std::less<>> ids;
    auto rest = keys;
    for (; rest.size() >= reserved_at_once; rest = rest.subspan(reserved_at_once)) {
        std::ranges::copy(rest.first(reserved_at_once), parameters.begin() + 3);
        for (const auto& row : connection_.query(insert, parameters)) ids[row.text(0)] = row.integer(1);
    }
    for (const auto& key : rest) ids[key] = reserve(container, key, lease);
    std::vector<std::int64_t> reserved;
    for (const auto& key : keys) reserved.push_back(ids.at(key));
    return reserved;
}

void Blobs::renew(std::int64_t id, std::chrono::seconds lease) {
    if (connection_.execute("UPDATE outfield_blob SET due = $2 WHERE id = $1 AND state = 0",
                            {id, microseconds(now() + lease)}) == 0)
        fail_reservation_gone(id);
}

void Blobs::make_live(std::int64_t id, const Stored& stored, std::string_view media_type) {
    if (connection_.execute(
            "UPDATE outfield_blob SET state = 1, size = $2, sha256 = $3, media_type = $4, "
            "due = NULL, verified = $5 WHERE id = $1 AND state = 0",
            {id, signed_size(stored), stored.sha256.bytes, media_type, microseconds(now())}) == 0)
        fail_reservation_gone(id);
}

std::int64_t Blobs::add_live(std::int64_t container, std::string_view key, const Stored& stored,
                             std::string_view media_type) {
    return connection_
        .query_one(
            "INSERT INTO outfield_blob (container, key, state, size, sha256, media_type, created, verified, "
            "pass) "
            "VALUES ($1, $2, 1, $3, $4, $5, $6, $6, 0) RETURNING id",
            {container, key, signed_size(stored), stored.sha256.bytes, media_type, microseconds(now())})
        ->integer(0);
}

// Never before what was written last: a clock that has fallen behind would put an end to a retention that has
// just begun. One that is behind writes rows of its own, so a few are looked at. Without the LIMIT,
// PostgreSQL takes them for a third of the table.
void Blobs::condemn(std::int64_t id) {
    static constexpr std::string_view sql =
        "UPDATE outfield_blob SET state = 2, condemned_at = "
        "(SELECT CASE WHEN MAX(created) > $2 THEN MAX(created) ELSE $2 END FROM "
        "(SELECT created FROM outfield_blob WHERE id > (SELECT MAX(id) FROM outfield_blob) - 64 "
        "ORDER BY id DESC LIMIT 64) AS latest) "
        "WHERE id = $1 AND state = 1";
    if (connection_.execute(sql, {id, microseconds(now())}) == 0)
        fail_state(id, "live", "somebody else has condemned it meanwhile");
}

void Blobs::restore(std::int64_t id) {
    if (connection_.execute(
            "UPDATE outfield_blob SET state = 1, condemned_at = NULL WHERE id = $1 AND state = 2", {id}) == 0)
        fail_state(id, "condemned",
                   "either it was never given up, or its retention is over and it was collected");
}

bool Blobs::release(std::int64_t id) {
    if (connection_.execute("UPDATE outfield_blob SET due = $2 WHERE id = $1 AND state = 0",
                            {id, microseconds(now())}) == 1)
        return true;
    const auto blob = find(id);
    return blob && blob->state != Blob::State::doomed;
}

void Blobs::drop_unused(std::int64_t id) {
    connection_.execute("DELETE FROM outfield_blob WHERE id = $1 AND state = 0", {id});
}

std::optional<Blob> Blobs::find(std::int64_t id) {
    const auto row =
        connection_.query_one("SELECT " OUTFIELD_BLOB_COLUMNS " FROM outfield_blob WHERE id = $1", {id});
    if (!row) return std::nullopt;
    return read_blob(*row);
}

std::optional<Blob> Blobs::find(std::int64_t container, std::string_view key) {
    const auto row = connection_.query_one("SELECT " OUTFIELD_BLOB_COLUMNS
                                           " FROM outfield_blob WHERE container = $1 AND key = $2",
                                           {container, key});
    if (!row) return std::nullopt;
    return read_blob(*row);
}

std::int64_t Blobs::end_of_ids() {
    return connection_.query_one("SELECT coalesce(max(id), 0) + 1 FROM outfield_blob")->integer(0);
}

std::vector<Blob> Blobs::newest_stored(std::int64_t container, std::size_t limit) {
    return read_blobs(connection_.query("SELECT " OUTFIELD_BLOB_COLUMNS
                                        " FROM outfield_blob WHERE container = $1 AND sha256 IS NOT NULL "
                                        "ORDER BY id DESC LIMIT $2",
                                        {container, static_cast<std::int64_t>(limit)}));
}

std::vector<Blob> Blobs::of_container(std::int64_t container, std::int64_t after, std::size_t limit) {
    return read_blobs(connection_.query("SELECT " OUTFIELD_BLOB_COLUMNS
                                        " FROM outfield_blob WHERE container = $1 AND id > $2 "
                                        "ORDER BY id LIMIT $3",
                                        {container, after, static_cast<std::int64_t>(limit)}));
}

}  // namespace outfield::catalog
