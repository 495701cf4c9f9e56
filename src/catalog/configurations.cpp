#include "catalog/configurations.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "catalog/holding.h"
#include "catalog/horizon.h"
#include "sql/locking.h"

namespace outfield::catalog {
namespace {

const std::string select = "SELECT id, name, kind, is_default FROM outfield_configuration ";
const std::string select_by_id = select + "WHERE id = $1";
const std::string select_by_name = select + "WHERE name = $1";
const std::string select_default = select + "WHERE kind = $1 AND is_default = 1";
const std::string select_all = select + "ORDER BY name";

void require_valid_name(std::string_view name) {
    const auto small = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    const auto allowed = [&](char c) { return small(c) || c == '_' || c == '-'; };
    if (!name.empty() && name.size() <= 63 && small(name.front()) && std::ranges::all_of(name, allowed))
        return;
    throw Error(ErrorKind::invalid,
                fmt::format("{} cannot name a storage configuration: a name has 1 to 63 small letters, "
                            "digits, \"-\" and \"_\", and begins with a letter or digit",
                            in_quotes(name)));
}

void put_settings(sql::Connection& connection, const Configuration& configuration) {
    connection.execute("DELETE FROM outfield_setting WHERE configuration = $1", {configuration.id});
    const auto put = [&](const std::map<std::string, std::string>& settings, std::int64_t is_sealed) {
        for (const auto& [name, value] : settings)
            connection.execute(
                "INSERT INTO outfield_setting (configuration, is_sealed, name, value) VALUES ($1, $2, $3, "
                "$4)",
                {configuration.id, is_sealed, name, value});
    };
    put(configuration.settings, 0);
    put(configuration.sealed, 1);
}

Configuration read(sql::Connection& connection, const sql::Row& row) {
    Configuration configuration{.id = row.integer(0),
                                .name = row.text(1),
                                .kind = row.text(2),
                                .is_default = row.integer(3) != 0,
                                .settings = {},
                                .sealed = {}};
    for (const auto& setting :
         connection.query("SELECT is_sealed, name, value FROM outfield_setting WHERE configuration = $1",
                          {configuration.id})) {
        auto& settings = setting.integer(0) != 0 ? configuration.sealed : configuration.settings;
        settings.emplace(setting.text(1), setting.text(2));
    }
    return configuration;
}

std::optional<Configuration> read_one(sql::Connection& connection, const std::optional<sql::Row>& row) {
    if (!row) return std::nullopt;
    return read(connection, *row);
}

[[noreturn]] void fail_absent(std::int64_t id) {
    throw Error(ErrorKind::not_found, fmt::format("there is no storage configuration with the id {}", id));
}

void require_name_free(Configurations& configurations, const Configuration& configuration) {
    const auto other = configurations.find(configuration.name);
    if (other && other->id != configuration.id)
        throw Error(ErrorKind::already_exists,
                    fmt::format("there is a storage configuration \"{}\" already", configuration.name));
}

}  // namespace

// Also for which name is free and which one is the default: all rows together decide that.
void Configurations::lock() {
    sql::lock_table(connection_, "outfield_configuration");
}

std::int64_t Configurations::add(const Configuration& configuration) {
    require_valid_name(configuration.name);
    lock();
    auto added = configuration;
    added.id = 0;
    require_name_free(*this, added);
    const bool first =
        !connection_.query_one("SELECT 1 FROM outfield_configuration WHERE kind = $1", {added.kind})
             .has_value();
    added.id = connection_
                   .query_one(
                       "INSERT INTO outfield_configuration (name, kind, is_default) VALUES ($1, $2, 0) "
                       "RETURNING id",
                       {added.name, added.kind})
                   ->integer(0);
    put_settings(connection_, added);
    if (first || configuration.is_default) make_default(added.id);
    return added.id;
}

void Configurations::update(const Configuration& configuration) {
    require_valid_name(configuration.name);
    lock();
    require_name_free(*this, configuration);
    if (connection_.execute("UPDATE outfield_configuration SET name = $2 WHERE id = $1",
                            {configuration.id, configuration.name}) == 0)
        fail_absent(configuration.id);
    put_settings(connection_, configuration);
}

void Configurations::make_default(std::int64_t id) {
    lock();
    const auto kind = get(id).kind;
    connection_.execute("UPDATE outfield_configuration SET is_default = 0 WHERE kind = $1 AND is_default = 1",
                        {kind});
    connection_.execute("UPDATE outfield_configuration SET is_default = 1 WHERE id = $1", {id});
}

void Configurations::remove(std::int64_t id) {
    lock();
    const auto configuration = get(id);
    if (configuration.kind == "database")
        throw Error(ErrorKind::invalid, "the storage configuration of the database itself cannot be removed");
    const auto used = connection_.query_one(
        "SELECT c.name, c.id FROM outfield_container c WHERE c.configuration = $1 AND EXISTS "
        "(SELECT 1 FROM outfield_blob b WHERE b.container = c.id) ORDER BY c.name LIMIT 1",
        {id});
    if (used)
        throw Error(
            ErrorKind::conflict,
            fmt::format("storage configuration \"{}\" cannot be removed because of its container "
                        "\"{}\": {}",
                        configuration.name, used->text(0), what_holds(connection_, used->integer(1))));
    for (const auto& row :
         connection_.query("SELECT id FROM outfield_container WHERE configuration = $1", {id}))
        keep_horizon(connection_, row.integer(0));
    connection_.execute("DELETE FROM outfield_container WHERE configuration = $1", {id});
    connection_.execute("DELETE FROM outfield_configuration WHERE id = $1", {id});
}

std::optional<Configuration> Configurations::find(std::string_view name) {
    return read_one(connection_, connection_.query_one(select_by_name, {name}));
}

std::optional<Configuration> Configurations::default_of(std::string_view kind) {
    return read_one(connection_, connection_.query_one(select_default, {kind}));
}

Configuration Configurations::get(std::int64_t id) {
    auto configuration = read_one(connection_, connection_.query_one(select_by_id, {id}));
    if (!configuration) fail_absent(id);
    return std::move(*configuration);
}

std::vector<Configuration> Configurations::all() {
    std::vector<Configuration> configurations;
    for (const auto& row : connection_.query(select_all)) configurations.push_back(read(connection_, row));
    return configurations;
}

}  // namespace outfield::catalog
