#include "catalog/configurations.h"

#include <fmt/format.h>
#include <outfield/administration.h>
#include <outfield/error.h>

#include <algorithm>
#include <array>

#include "administration/names.h"
#include "base/text.h"
#include "catalog/containers.h"
#include "connections/connections.h"
#include "connections/stack.h"

namespace outfield {
namespace {

catalog::Configuration find(sql::Connection& connection, std::string_view name) {
    return find_configuration(connection, name);
}

void refuse_built_in(std::string_view name) {
    if (name == "database")
        throw Error(ErrorKind::invalid,
                    "the storage configuration 'database' is built in: it has no settings");
}

ConfigurationSummary summary(const catalog::Configuration& row) {
    ConfigurationSummary out{row.name, row.kind, row.is_default, row.settings, {}};
    for (const auto& [name, sealed] : row.sealed) out.secrets.push_back(name);
    return out;
}

// Settings that say where the bytes are: changing one points what is stored to another place.
bool says_where(std::string_view setting) {
    return setting == "url" || setting == "path" || setting == "username";
}

bool holds_blobs(sql::Connection& connection, std::int64_t configuration) {
    catalog::Containers containers(connection);
    const auto all = containers.of_configuration(configuration);
    return std::any_of(all.begin(), all.end(), [&](const catalog::Container& container) {
        const auto usage = containers.usage(container.id);
        return usage.live + usage.condemned + usage.reserved != 0;
    });
}

void refuse_move(sql::Connection& connection, const catalog::Configuration& before, const Settings& changes) {
    for (const auto& [name, value] : changes.plain()) {
        const auto old = before.settings.find(name);
        const bool differs = (old == before.settings.end() ? std::string() : old->second) != value;
        if (!says_where(name) || !differs || !holds_blobs(connection, before.id)) continue;
        throw Error(
            ErrorKind::conflict,
            fmt::format(
                "'{}' of '{}' says where its objects are, and the catalog names objects there: changing it "
                "would lose sight of them. Say --moved when their bytes stand at the new place already, "
                "or add a second storage configuration and move the objects",
                name, before.name));
    }
}

void set_or_unset(std::map<std::string, std::string>& map, const std::string& name,
                  const std::string& value) {
    if (value.empty())
        map.erase(name);
    else
        map[name] = value;
}

}  // namespace

void StorageConfigurations::add(std::string_view name, std::string_view kind, const Settings& settings) {
    check_configuration_name(name);
    const auto& description = store_kind(kind);
    check_settings(kind, description.settings, settings);
    description.open(settings);  // settings that cannot work are refused here
    catalog::Configuration row{0, std::string(name), std::string(kind), false, {}, {}};
    for (const auto& [setting, value] : settings.plain())
        if (!value.empty()) row.settings[setting] = value;
    for (const auto& [setting, secret] : settings.secrets())
        if (!secret.empty()) row.sealed[setting] = connections_.seal(name, setting, secret);
    catalog_.database().write([&](sql::Connection& c) { catalog::Configurations(c).add(row); });
}

void StorageConfigurations::change(std::string_view name, const Settings& changes, bool moved) {
    refuse_built_in(name);
    std::map<std::string, std::string> sealed;
    for (const auto& [setting, secret] : changes.secrets())
        sealed[setting] = secret.empty() ? "" : connections_.seal(name, setting, secret);
    catalog_.database().write([&](sql::Connection& connection) {
        auto row = find(connection, name);
        if (!moved) refuse_move(connection, row, changes);
        for (const auto& [setting, value] : changes.plain()) set_or_unset(row.settings, setting, value);
        for (const auto& [setting, value] : sealed) set_or_unset(row.sealed, setting, value);
        const auto& description = store_kind(row.kind);
        const auto after = connections_.settings_of(row);
        check_settings(row.kind, description.settings, after);
        description.open(after);
        catalog::Configurations(connection).update(row);
    });
}

void StorageConfigurations::make_default(std::string_view name) {
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Configurations(connection).make_default(find(connection, name).id);
    });
}

void StorageConfigurations::remove(std::string_view name) {
    refuse_built_in(name);
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Configurations(connection).remove(find(connection, name).id);
    });
}

std::vector<ConfigurationSummary> StorageConfigurations::all() {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        std::vector<ConfigurationSummary> out;
        for (const auto& row : catalog::Configurations(connection).all()) out.push_back(summary(row));
        return out;
    });
}

ConfigurationSummary StorageConfigurations::get(std::string_view name) {
    return sql::reading(catalog_.database(), [&](sql::Connection& c) { return summary(find(c, name)); });
}

std::vector<ProbeStep> StorageConfigurations::test(std::string_view name,
                                                   const std::optional<std::string>& container) {
    const auto row = sql::reading(catalog_.database(), [&](sql::Connection& c) { return find(c, name); });
    if (row.kind == "database")
        return {{"catalog", ProbeStep::Outcome::passed, "the values lie in the catalog, which is open", ""}};
    return store_kind(row.kind).probe(connections_.settings_of(row), container);
}

void StorageConfigurations::rotate_sealing_key() {
    connections_.rotate_key();
}

void StorageConfigurations::retire_sealing_keys() {
    connections_.rotate_key();  // so that nothing in the catalog needs an older one
    connections_.retire_keys();
}

}  // namespace outfield
