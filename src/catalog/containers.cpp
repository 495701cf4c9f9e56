#include "catalog/containers.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "catalog/blob_row.h"
#include "catalog/holding.h"
#include "catalog/horizon.h"
#include "sql/locking.h"

namespace outfield::catalog {
namespace {

const std::string select =
    "SELECT c.id, c.configuration, f.name, f.kind, c.name, c.key_prefix, c.retention, c.state, c.origin, "
    "c.is_foreign, c.horizon, c.presigned "
    "FROM outfield_container c JOIN outfield_configuration f ON f.id = c.configuration ";
const std::string select_by_id = select + "WHERE c.id = $1";
const std::string select_by_name = select + "WHERE c.configuration = $1 AND c.name = $2";
const std::string select_by_module =
    select +
    "JOIN outfield_container_module m ON m.container = c.id WHERE m.configuration = $1 AND m.module = $2";
const std::string select_of_database = select + "WHERE f.kind = 'database' AND c.name = 'database'";
const std::string select_of_configuration = select + "WHERE c.configuration = $1 ORDER BY c.name";
const std::string select_all = select + "ORDER BY f.name, c.name";

Container read(sql::Connection& connection, const sql::Row& row) {
    Container container{.id = row.integer(0),
                        .configuration = row.integer(1),
                        .configuration_name = row.text(2),
                        .kind = row.text(3),
                        .name = row.text(4),
                        .key_prefix = row.text(5),
                        .retention = std::chrono::seconds(row.integer(6)),
                        .state = static_cast<Container::State>(row.integer(7)),
                        .origin = static_cast<Container::Origin>(row.integer(8)),
                        .is_foreign = row.integer(9) == 1,
                        .presigned = row.integer(11) == 1,
                        .horizon = std::nullopt,
                        .modules = {}};
    if (!row.is_null(10)) container.horizon = read_time(row, 10);
    if (container.kind == "database") return container;  // takes the values of every module
    for (const auto& module :
         connection.query("SELECT module FROM outfield_container_module WHERE container = $1 ORDER BY module",
                          {container.id}))
        container.modules.push_back(module.text(0));
    return container;
}

std::optional<Container> read_one(sql::Connection& connection, const std::optional<sql::Row>& row) {
    if (!row) return std::nullopt;
    return read(connection, *row);
}

std::vector<Container> read_all(sql::Connection& connection, const std::vector<sql::Row>& rows) {
    std::vector<Container> containers;
    containers.reserve(rows.size());
    for (const auto& row : rows) containers.push_back(read(connection, row));
    return containers;
}

[[noreturn]] void fail_absent(std::int64_t id) {
    throw Error(ErrorKind::not_found, fmt::format("there is no container with the id {}", id));
}

}  // namespace

void Containers::lock() {
    sql::lock_table(connection_, "outfield_container");
}

std::int64_t Containers::add(const Container& container) {
    if (find(container.configuration, container.name))
        throw Error(ErrorKind::already_exists,
                    fmt::format("there is a container \"{}\" in this configuration already", container.name));
    return connection_
        .query_one(
            "INSERT INTO outfield_container (configuration, name, key_prefix, retention, state, origin, "
            "presigned) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            {container.configuration, container.name, container.key_prefix, container.retention.count(),
             static_cast<std::int64_t>(container.state), static_cast<std::int64_t>(container.origin),
             std::int64_t{container.presigned}})
        ->integer(0);
}

void Containers::update(const Container& container) {
    if (connection_.execute(
            "UPDATE outfield_container SET key_prefix = $2, retention = $3, state = $4, is_foreign = $5, "
            "presigned = $6 WHERE id = $1",
            {container.id, container.key_prefix, container.retention.count(),
             static_cast<std::int64_t>(container.state), std::int64_t{container.is_foreign},
             std::int64_t{container.presigned}}) == 0)
        fail_absent(container.id);
}

void Containers::remove(std::int64_t id) {
    const auto container = get(id);
    if (container.kind == "database")
        throw Error(ErrorKind::invalid, "the container of the database itself cannot be removed");
    if (connection_.query_one("SELECT 1 FROM outfield_blob WHERE container = $1 LIMIT 1", {id}))
        throw Error(ErrorKind::conflict, fmt::format("container \"{}\" cannot be removed: {}", container.name,
                                                     what_holds(connection_, id)));
    keep_horizon(connection_, id);
    connection_.execute("DELETE FROM outfield_container WHERE id = $1", {id});
}

void Containers::assign(std::int64_t id, std::string_view module) {
    sql::lock_table(connection_, "outfield_container_module");
    const auto container = get(id);
    const auto holder = of_module(container.configuration, module);
    if (holder && holder->id == id) return;
    if (holder)
        throw Error(ErrorKind::conflict,
                    fmt::format("module \"{}\" is in container \"{}\" of configuration \"{}\" already: "
                                "take it out there first",
                                module, holder->name, holder->configuration_name));
    connection_.execute(
        "INSERT INTO outfield_container_module (configuration, module, container) VALUES ($1, $2, $3)",
        {container.configuration, module, id});
}

void Containers::unassign(std::int64_t id, std::string_view module) {
    if (connection_.execute("DELETE FROM outfield_container_module WHERE container = $1 AND module = $2",
                            {id, module}) == 0)
        throw Error(ErrorKind::not_found,
                    fmt::format("module \"{}\" is not in container \"{}\"", module, get(id).name));
}

std::optional<Container> Containers::find(std::int64_t configuration, std::string_view name) {
    return read_one(connection_, connection_.query_one(select_by_name, {configuration, name}));
}

std::optional<Container> Containers::of_module(std::int64_t configuration, std::string_view module) {
    return read_one(connection_, connection_.query_one(select_by_module, {configuration, module}));
}

Container Containers::of_database() {
    const auto row = connection_.query_one(select_of_database);
    if (!row) throw Error(ErrorKind::corrupt, "the catalog lacks the database's own container");
    return read(connection_, *row);
}

Container Containers::get(std::int64_t id) {
    auto container = read_one(connection_, connection_.query_one(select_by_id, {id}));
    if (!container) fail_absent(id);
    return std::move(*container);
}

std::vector<Container> Containers::of_configuration(std::int64_t configuration) {
    return read_all(connection_, connection_.query(select_of_configuration, {configuration}));
}

std::vector<Container> Containers::all() {
    return read_all(connection_, connection_.query(select_all));
}

// Answered by the index outfield_blob_container alone; a counter in the container's row would make every
// write wait for every other one.
Usage Containers::usage(std::int64_t id) {
    const auto row = connection_.query_one(
        "SELECT count(CASE WHEN state = 1 THEN 1 END), CAST(coalesce(sum(CASE WHEN state = 1 THEN size END), "
        "0) "
        "AS BIGINT), count(CASE WHEN state = 2 THEN 1 END), CAST(coalesce(sum(CASE WHEN state = 2 THEN size "
        "END), 0) AS BIGINT), count(CASE WHEN state IN (0, 3) THEN 1 END) FROM outfield_blob WHERE container "
        "= $1",
        {id});
    return Usage{.live = row->integer(0),
                 .live_bytes = row->integer(1),
                 .condemned = row->integer(2),
                 .condemned_bytes = row->integer(3),
                 .reserved = row->integer(4)};
}

bool Containers::has_keys_outside(std::int64_t id, std::string_view prefix) {
    if (prefix.empty()) return false;
    std::string behind(prefix);
    ++behind.back();  // the first key behind all that start with the prefix
    const std::string_view end = behind;
    return connection_.query_one("SELECT 1 FROM outfield_blob WHERE container = $1 AND key < $2 LIMIT 1",
                                 {id, prefix}) ||
           connection_.query_one("SELECT 1 FROM outfield_blob WHERE container = $1 AND key >= $2 LIMIT 1",
                                 {id, end});
}

}  // namespace outfield::catalog
