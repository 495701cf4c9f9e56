#include "access/session_rows.h"

#include "access/row_time.h"

namespace outfield::access {

constexpr std::int64_t most_removed = 100;

void SessionRows::add(const Sha256& token, RecordId user, std::int64_t key, const std::string& peer,
                      Time opened) {
    connection_.execute(
        "INSERT INTO outfield_session (token, user_id, api_key, peer, opened, seen) "
        "VALUES ($1, $2, $3, $4, $5, $5)",
        {Bytes(token.bytes), user, key == 0 ? sql::Parameter(nullptr) : sql::Parameter(key), peer,
         time_parameter(opened)});
}

std::optional<SessionRow> SessionRows::find(const Sha256& token) {
    const auto row = connection_.query_one(
        "SELECT s.user_id, s.peer, s.opened, s.seen, k.id, k.scope, k.expires FROM outfield_session s "
        "LEFT JOIN outfield_api_key k ON k.id = s.api_key WHERE s.token = $1",
        {Bytes(token.bytes)});
    if (!row) return std::nullopt;
    SessionRow session{row->integer(0), row->text(1), row_time(*row, 2), row_time(*row, 3), {}};
    if (!row->is_null(4)) {
        session.key.emplace();
        session.key->id = row->integer(4);
        session.key->scope = row->text(5);
        session.key->expires = optional_row_time(*row, 6);
    }
    return session;
}

void SessionRows::touch(const Sha256& token, Time seen) {
    connection_.execute("UPDATE outfield_session SET seen = $2 WHERE token = $1 AND seen < $3",
                        {Bytes(token.bytes), time_parameter(seen), time_parameter(seen - touching_pause)});
}

std::optional<RecordId> SessionRows::remove(const Sha256& token) {
    const auto row = connection_.query_one("DELETE FROM outfield_session WHERE token = $1 RETURNING user_id",
                                           {Bytes(token.bytes)});
    if (!row) return std::nullopt;
    return row->integer(0);
}

void SessionRows::remove_of_user(RecordId user) {
    connection_.execute("DELETE FROM outfield_session WHERE user_id = $1", {user});
}

void SessionRows::remove_unseen_since(Time time) {
    connection_.execute(
        "DELETE FROM outfield_session WHERE token IN "
        "(SELECT token FROM outfield_session WHERE seen < $1 ORDER BY seen LIMIT $2)",
        {time_parameter(time), most_removed});
}

}  // namespace outfield::access
