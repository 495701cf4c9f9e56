#include "stores/database/objects.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "sql/locking.h"
#include "stores/database/chunks.h"

namespace outfield::database {
namespace {

constexpr std::uint64_t chunks_of_an_object = std::uint64_t{1} << 20;
constexpr std::int64_t deleted_at_once = 8 * 1024 * 1024 / chunk_size;

std::int64_t chunk_id(std::int64_t object, std::uint64_t number) {
    return object * static_cast<std::int64_t>(chunks_of_an_object) + static_cast<std::int64_t>(number);
}

ObjectRow read(const sql::Row& row) {
    return ObjectRow{.id = row.integer(0),
                     .size = static_cast<std::uint64_t>(row.integer(1)),
                     .created = Time(std::chrono::microseconds(row.integer(2))),
                     .complete = row.integer(3) != 0};
}

std::int64_t number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

std::int64_t existing_container(sql::Connection& connection, const std::string& name) {
    const auto row = connection.query_one("SELECT id FROM outfield_object_container WHERE name = $1", {name});
    if (row) return row->integer(0);
    throw Error(ErrorKind::not_found,
                fmt::format("there is no container {} in the database: create it", in_quotes(name)));
}

std::optional<ObjectRow> find_object(sql::Connection& connection, const ObjectAddress& address) {
    const auto row = connection.query_one(
        "SELECT o.id, o.size, o.created, o.complete FROM outfield_object_container c "
        "JOIN outfield_object o ON o.container = c.id WHERE c.name = $1 AND o.key = $2",
        {address.container, address.key});
    if (!row) return std::nullopt;
    return read(*row);
}

std::optional<ObjectRow> find_object(sql::Connection& connection, std::int64_t id) {
    const auto row =
        connection.query_one("SELECT id, size, created, complete FROM outfield_object WHERE id = $1", {id});
    if (!row) return std::nullopt;
    return read(*row);
}

std::optional<ObjectRow> lock_object(sql::Connection& connection, std::int64_t id) {
    const auto row = connection.query_one(
        fmt::format("SELECT id, size, created, complete FROM outfield_object WHERE id = $1{}",
                    sql::for_update(connection.dialect())),
        {id});
    if (!row) return std::nullopt;
    return read(*row);
}

std::int64_t add_object(sql::Connection& connection, const ObjectAddress& address, std::uint64_t size,
                        bool complete) {
    const auto row = connection.query_one(
        "INSERT INTO outfield_object (container, key, size, created, complete) "
        "SELECT id, $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT) "
        "FROM outfield_object_container WHERE name = $1 RETURNING id",
        {address.container, address.key, number(size), now().time_since_epoch().count(),
         std::int64_t{complete}});
    if (row) return row->integer(0);
    existing_container(connection, address.container);
    throw Error(ErrorKind::corrupt, "the database took no row for a new object");
}

void complete_object(sql::Connection& connection, std::int64_t id, std::uint64_t size) {
    connection.execute("UPDATE outfield_object SET size = $2, complete = 1 WHERE id = $1",
                       {id, number(size)});
}

void hide_object(sql::Connection& connection, std::int64_t id) {
    connection.execute("UPDATE outfield_object SET complete = 0 WHERE id = $1", {id});
}

void add_chunks(sql::Connection& connection, std::int64_t object, std::uint64_t first, Bytes bytes) {
    for (; !bytes.empty(); ++first) {
        if (first >= chunks_of_an_object)
            throw Error(ErrorKind::unsupported,
                        "the database store holds objects of up to 256 GiB: place larger "
                        "ones in another store");
        const auto length = std::min(bytes.size(), chunk_size);
        connection.execute("INSERT INTO outfield_chunk (id, bytes) VALUES ($1, $2)",
                           {chunk_id(object, first), bytes.first(length)});
        bytes = bytes.subspan(length);
    }
}

std::optional<std::string> read_chunk(sql::Connection& connection, std::int64_t object,
                                      std::uint64_t number) {
    const auto row =
        connection.query_one("SELECT bytes FROM outfield_chunk WHERE id = $1", {chunk_id(object, number)});
    if (!row) return std::nullopt;
    return row->text(0);
}

bool delete_some(sql::Connection& connection, std::int64_t object) {
    lock_object(connection, object);
    const auto gone = connection.execute(
        "DELETE FROM outfield_chunk WHERE id IN "
        "(SELECT id FROM outfield_chunk WHERE id >= $1 AND id < $2 ORDER BY id LIMIT $3)",
        {chunk_id(object, 0), chunk_id(object, chunks_of_an_object), deleted_at_once});
    if (gone == deleted_at_once) return false;
    connection.execute("DELETE FROM outfield_object WHERE id = $1", {object});
    return true;
}

}  // namespace outfield::database
