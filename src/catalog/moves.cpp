#include "catalog/moves.h"

#include "catalog/blob_row.h"

namespace outfield::catalog {

bool Moves::claim(std::int64_t blob, std::string_view mover, std::chrono::seconds lease) {
    const auto time = now();
    return connection_.execute(
               "INSERT INTO outfield_move (blob, mover, lease_until) "
               "SELECT id, $2, $3 FROM outfield_blob WHERE id = $1 AND state = 1 "
               "ON CONFLICT (blob) DO UPDATE SET mover = excluded.mover, lease_until = excluded.lease_until "
               "WHERE outfield_move.lease_until <= $4 OR outfield_move.lease_until > $5",
               {blob, mover, microseconds(time + lease), microseconds(time),
                microseconds(time + 2 * longest)}) == 1;
}

void Moves::renew(std::int64_t blob, std::string_view mover, std::chrono::seconds lease) {
    connection_.execute("UPDATE outfield_move SET lease_until = $3 WHERE blob = $1 AND mover = $2",
                        {blob, mover, microseconds(now() + lease)});
}

void Moves::release(std::int64_t blob, std::string_view mover) {
    connection_.execute("DELETE FROM outfield_move WHERE blob = $1 AND mover = $2", {blob, mover});
}

}  // namespace outfield::catalog
