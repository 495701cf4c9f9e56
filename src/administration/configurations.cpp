#include "catalog/configurations.h"

#include <fmt/format.h>
#include <outfield/administration.h>
#include <outfield/error.h>

#include <algorithm>
#include <array>

#include "administration/container_trial.h"
#include "administration/names.h"
#include "base/text.h"
#include "catalog/containers.h"
#include "catalog/witness.h"
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

// "amazon: region, secret_access_key"
std::string said_of(std::string_view name, const Settings& settings) {
    std::vector<std::string_view> names;
    for (const auto& [setting, value] : settings.plain()) names.push_back(setting);
    for (const auto& [setting, secret] : settings.secrets()) names.push_back(setting);
    return fmt::format("{}{}{}", name, names.empty() ? "" : ": ", fmt::join(names, ", "));
}

void check_place(Connections& connections, std::string_view kind, const Settings& settings) {
    if (kind == "directory") connections.places().check_path(settings.text("path"));
}

// Of a change that leads to other directories; outside of transactions, because a disk may hang. Its
// containers come along.
void check_places(Connections& connections, catalog::Catalog& catalog, std::string_view name,
                  const Settings& changes) {
    const auto path = changes.text("path");
    if (path.empty()) return;
    std::vector<catalog::Container> containers;
    const auto row = sql::reading(catalog.database(), [&](sql::Connection& connection) {
        auto found = find(connection, name);
        containers = catalog::Containers(connection).of_configuration(found.id);
        return found;
    });
    check_place(connections, row.kind, changes);
    if (row.kind != "directory") return;
    for (const auto& container : containers) connections.places().check_container(path, container.name);
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
    check_place(connections_, kind, settings);
    catalog::Configuration row{0, std::string(name), std::string(kind), false, {}, {}};
    for (const auto& [setting, value] : settings.plain())
        if (!value.empty()) row.settings[setting] = value;
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Configurations configurations(connection);
        configurations.lock();  // so that no key is retired between sealing and the commit
        for (const auto& [setting, secret] : settings.secrets())
            if (!secret.empty()) row.sealed[setting] = connections_.seal(name, setting, secret);
        const auto id = configurations.add(row);
        tell(connection, {"configuration.create", configuration_model, id, said_of(name, settings)});
    });
}

void StorageConfigurations::change(std::string_view name, const Settings& changes, bool moved) {
    refuse_built_in(name);
    check_places(connections_, catalog_, name, changes);
    std::int64_t changed = 0;
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Configurations configurations(connection);
        configurations.lock();
        auto row = find(connection, name);
        if (!moved) refuse_move(connection, row, changes);
        for (const auto& [setting, value] : changes.plain()) set_or_unset(row.settings, setting, value);
        for (const auto& [setting, secret] : changes.secrets())
            set_or_unset(row.sealed, setting, secret.empty() ? "" : connections_.seal(name, setting, secret));
        const auto& description = store_kind(row.kind);
        const auto after = connections_.settings_of(row);
        check_settings(row.kind, description.settings, after);
        description.open(after);
        configurations.update(row);
        changed = row.id;
        tell(connection, {"configuration.change", configuration_model, row.id, said_of(name, changes)});
    });
    connections_.look_again(changed);
}

void StorageConfigurations::make_default(std::string_view name) {
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        const auto id = find(connection, name).id;
        catalog::Configurations(connection).make_default(id);
        tell(connection,
             {"configuration.change", configuration_model, id, fmt::format("{}: is_default", name)});
    });
}

void StorageConfigurations::remove(std::string_view name) {
    refuse_built_in(name);
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        const auto id = find(connection, name).id;
        catalog::Configurations(connection).remove(id);
        tell(connection, {"configuration.delete", configuration_model, id, std::string(name)});
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
    const auto& kind = store_kind(row.kind);
    const auto settings = connections_.settings_of(row);
    if (!container) return kind.probe(settings, std::nullopt);
    ContainerTrial trial(catalog_, connections_, row, *container);
    auto steps = kind.probe(settings, trial.target());
    const bool failed = std::ranges::any_of(
        steps, [](const ProbeStep& step) { return step.outcome == ProbeStep::Outcome::failed; });
    if (!failed) trial.removed();
    return steps;
}

void StorageConfigurations::rotate_sealing_key() {
    connections_.rotate_key();
}

void StorageConfigurations::retire_sealing_keys() {
    connections_.rotate_key();  // so that nothing in the catalog needs an older one
    connections_.retire_keys();
}

}  // namespace outfield
