#include "access/api_key.h"

#include "access/row_time.h"

namespace outfield::access {
namespace {

constexpr std::string_view columns = "id, user_id, name, scope, created, expires, last_used";
const std::string select = "SELECT " + std::string(columns) + " FROM outfield_api_key ";
const std::string select_by_hash = select + "WHERE hash = $1";
const std::string select_by_user = select + "WHERE user_id = $1 ORDER BY id";
const std::string delete_one =
    "DELETE FROM outfield_api_key WHERE user_id = $1 AND id = $2 RETURNING " + std::string(columns);

ApiKey read(const sql::Row& row) {
    return {.id = row.integer(0),
            .user = row.integer(1),
            .name = row.text(2),
            .scope = row.text(3),
            .created = row_time(row, 4),
            .expires = optional_row_time(row, 5),
            .last_used = optional_row_time(row, 6)};
}

std::optional<ApiKey> read(const std::optional<sql::Row>& row) {
    if (!row) return std::nullopt;
    return read(*row);
}

}  // namespace

std::int64_t ApiKeyRows::add(const ApiKey& key, const Sha256& hash) {
    return connection_
        .query_one(
            "INSERT INTO outfield_api_key (user_id, name, scope, hash, created, expires) "
            "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            {key.user, key.name, key.scope, Bytes(hash.bytes), time_parameter(key.created),
             time_parameter(key.expires)})
        ->integer(0);
}

std::optional<ApiKey> ApiKeyRows::find(const Sha256& hash) {
    return read(connection_.query_one(select_by_hash, {Bytes(hash.bytes)}));
}

std::vector<ApiKey> ApiKeyRows::of_user(RecordId user) {
    std::vector<ApiKey> keys;
    for (const auto& row : connection_.query(select_by_user, {user})) keys.push_back(read(row));
    return keys;
}

std::optional<ApiKey> ApiKeyRows::remove(RecordId user, std::int64_t id) {
    return read(connection_.query_one(delete_one, {user, id}));
}

void ApiKeyRows::touch(std::int64_t id, Time used) {
    connection_.execute(
        "UPDATE outfield_api_key SET last_used = $2 WHERE id = $1 AND (last_used IS NULL OR last_used < $3)",
        {id, time_parameter(used), time_parameter(used - touching_pause)});
}

}  // namespace outfield::access
