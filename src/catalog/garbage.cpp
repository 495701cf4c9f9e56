// The collector's half of Blobs. Both searches walk a partial index that holds garbage alone.
#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "catalog/blob_row.h"
#include "catalog/blobs.h"
#include "catalog/horizon.h"

namespace outfield::catalog {
namespace {

// What is doomed in a first pass (1) was a reservation; what waits for the second (2) is now in its last (3).
#define OUTFIELD_CLAIM_DUE                                                                            \
    "UPDATE outfield_blob SET pass = CASE WHEN state = 0 THEN 1 WHEN pass = 2 THEN 3 ELSE pass END, " \
    "state = 3, due = $2 WHERE id "
#define OUTFIELD_CLAIM_CONDEMNED "UPDATE outfield_blob SET pass = 3, state = 3, due = $2 WHERE id "
#define OUTFIELD_CLAIMED " RETURNING " OUTFIELD_BLOB_COLUMNS

using Claims = std::array<std::string_view, 2>;

constexpr Claims sqlite{
    OUTFIELD_CLAIM_DUE
    "IN (SELECT id FROM outfield_blob WHERE due <= $1 ORDER BY due LIMIT $3)" OUTFIELD_CLAIMED,
    OUTFIELD_CLAIM_CONDEMNED
    "IN (SELECT b.id FROM outfield_container c CROSS JOIN outfield_blob b WHERE b.container = c.id "
    "AND b.state = 2 AND b.condemned_at <= $1 - c.retention * 1000000 LIMIT $3)" OUTFIELD_CLAIMED};

// Collectors at once take different rows, and none waits. An array is made once, where a list behind IN may
// be made again for each row; and LATERAL keeps the planner from walking over what is still retained.
constexpr Claims postgresql{
    OUTFIELD_CLAIM_DUE
    "= ANY (ARRAY(SELECT id FROM outfield_blob WHERE due <= $1 ORDER BY due LIMIT $3 "
    "FOR UPDATE SKIP LOCKED))" OUTFIELD_CLAIMED,
    OUTFIELD_CLAIM_CONDEMNED
    "= ANY (ARRAY(SELECT past.id FROM outfield_container c CROSS JOIN LATERAL "
    "(SELECT b.id FROM outfield_blob b WHERE b.container = c.id AND b.state = 2 "
    "AND b.condemned_at <= $1 - c.retention * 1000000 ORDER BY b.condemned_at LIMIT $3 "
    "FOR UPDATE SKIP LOCKED) past LIMIT $3))" OUTFIELD_CLAIMED};

// Once the removal of values begins, a backup from before their condemnation is complete no more. In the
// order of the containers, so that two collectors never wait for one another.
void pass_horizons(sql::Connection& connection, const std::vector<Blob>& blobs) {
    std::map<std::int64_t, Time> latest;
    for (const auto& blob : blobs) {
        if (!blob.condemned_at) continue;
        auto& time = latest.try_emplace(blob.container, *blob.condemned_at).first->second;
        time = std::max(time, *blob.condemned_at);
    }
    for (const auto& [container, time] : latest) pass_horizon(connection, container, time);
}

// Where the database has a clock of its own, the lesser of the two: early removals are for ever.
Time collecting_time(sql::Connection& connection) {
    const auto own = now();
    if (connection.dialect() == sql::Dialect::sqlite) return own;
    const auto row =
        connection.query_one("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)");
    return std::min(own, read_time(*row, 0));
}

}  // namespace

std::vector<Blob> Blobs::claim_garbage(std::size_t limit, std::chrono::seconds claim) {
    const auto time = collecting_time(connection_);
    std::vector<Blob> blobs;
    for (const auto sql : connection_.dialect() == sql::Dialect::sqlite ? sqlite : postgresql) {
        const auto room = static_cast<std::int64_t>(limit - blobs.size());
        if (room == 0) break;
        for (const auto& row : connection_.query(sql, {microseconds(time), microseconds(time + claim), room}))
            blobs.push_back(read_blob(row));
    }
    pass_horizons(connection_, blobs);
    std::ranges::sort(blobs, {}, &Blob::id);
    return blobs;
}

std::int64_t Blobs::add_doomed(std::int64_t container, std::string_view key, Time claimed_until) {
    pass_horizon(connection_, container, now());  // a backup may know whose it was
    return connection_
        .query_one(
            "INSERT INTO outfield_blob (container, key, state, size, media_type, created, due, pass) "
            "VALUES ($1, $2, 3, 0, '', $3, $4, 1) RETURNING id",
            {container, key, microseconds(now()), microseconds(claimed_until)})
        ->integer(0);
}

void Blobs::spare(std::int64_t id, Time claimed_until) {
    connection_.execute("DELETE FROM outfield_blob WHERE id = $1 AND state = 3 AND due = $2",
                        {id, microseconds(claimed_until)});
}

bool Blobs::collected(std::int64_t id, std::chrono::seconds revisit) {
    if (connection_.execute("DELETE FROM outfield_blob WHERE id = $1 AND state = 3 AND pass = 3", {id}) == 1)
        return true;
    if (connection_.execute(
            "UPDATE outfield_blob SET pass = 2, due = $2 WHERE id = $1 AND state = 3 AND pass = 1",
            {id, microseconds(now() + revisit)}) == 1)
        return false;
    const auto blob = find(id);
    if (blob && blob->state != Blob::State::doomed)
        throw Error(ErrorKind::conflict, fmt::format("blob {} was not claimed for collecting", id));
    return false;  // another collector was quicker
}

}  // namespace outfield::catalog
