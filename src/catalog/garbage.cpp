// The collector's half of Blobs. Both searches walk a partial index that holds garbage alone.
#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "catalog/blob_row.h"
#include "catalog/blobs.h"

namespace outfield::catalog {
namespace {

// What is doomed in a first pass (1) was a reservation; what waits for the second (2) is now in its last (3).
constexpr std::string_view claim_due =
    "UPDATE outfield_blob SET pass = CASE WHEN state = 0 THEN 1 WHEN pass = 2 THEN 3 ELSE pass END, "
    "state = 3, due = $2 WHERE id IN (SELECT id FROM outfield_blob WHERE due <= $1 ORDER BY due LIMIT $3) "
    "RETURNING " OUTFIELD_BLOB_COLUMNS;

constexpr std::string_view claim_condemned =
    "UPDATE outfield_blob SET pass = 3, state = 3, due = $2 WHERE id IN "
    "(SELECT b.id FROM outfield_container c CROSS JOIN outfield_blob b WHERE b.container = c.id "
    "AND b.state = 2 AND b.condemned_at <= $1 - c.retention * 1000000 LIMIT $3) "
    "RETURNING " OUTFIELD_BLOB_COLUMNS;

}  // namespace

std::vector<Blob> Blobs::claim_garbage(std::size_t limit, std::chrono::seconds claim) {
    const auto time = now();
    std::vector<Blob> blobs;
    for (const auto sql : {claim_due, claim_condemned}) {
        const auto room = static_cast<std::int64_t>(limit - blobs.size());
        if (room == 0) break;
        for (const auto& row : connection_.query(sql, {microseconds(time), microseconds(time + claim), room}))
            blobs.push_back(read_blob(row));
    }
    std::ranges::sort(blobs, {}, &Blob::id);
    return blobs;
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
