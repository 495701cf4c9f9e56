#include "catalog/containers.h"

#include <fmt/format.h>
#include <outfield/administration.h>
#include <outfield/error.h>

#include <algorithm>
#include <set>

#include "administration/names.h"
#include "base/crash_point.h"
#include "base/text.h"
#include "catalog/configurations.h"
#include "catalog/witness.h"
#include "connections/connections.h"
#include "connections/stack.h"

namespace outfield {
namespace {

using State = catalog::Container::State;

std::string origin_word(catalog::Container::Origin origin) {
    using Origin = catalog::Container::Origin;
    switch (origin) {
        case Origin::synchronised:
            return "synchronised";
        case Origin::created:
            return "created";
        case Origin::entered:
            return "entered";
    }
    return "";
}

ContainerSummary summary(sql::Connection& connection, const catalog::Container& row) {
    const auto usage = catalog::Containers(connection).usage(row.id);
    return {row.id,
            row.configuration_name,
            row.kind,
            row.name,
            row.key_prefix,
            row.retention,
            row.state == State::vanished,
            origin_word(row.origin),
            row.modules,
            usage.live,
            usage.live_bytes,
            usage.condemned,
            usage.condemned_bytes,
            usage.reserved,
            row.presigned};
}

void check_presigned(std::string_view kind, const ContainerOptions& options) {
    if (options.presigned.value_or(false) && !store_kind(kind).presigns)
        throw Error(
            ErrorKind::unsupported,
            fmt::format("a store of kind '{}' makes no addresses for downloads: all bytes pass through "
                        "the server, and `presigned` is for S3",
                        kind));
}

void set_modules(sql::Connection& connection, const catalog::Container& row,
                 const std::vector<std::string>& modules) {
    if (row.kind == "database" && !modules.empty())
        throw Error(ErrorKind::invalid,
                    "the database takes the values of every field without a store: it needs no modules");
    catalog::Containers containers(connection);
    for (const auto& module : row.modules)
        if (std::find(modules.begin(), modules.end(), module) == modules.end())
            containers.unassign(row.id, module);
    for (const auto& module : modules) containers.assign(row.id, module);
}

void apply(catalog::Container& row, const ContainerOptions& options) {
    if (options.key_prefix) {
        check_key_prefix(*options.key_prefix);
        row.key_prefix = *options.key_prefix;
    }
    if (options.retention) {
        if (options.retention->count() < 0 || *options.retention > std::chrono::hours(24 * 36525))
            throw Error(ErrorKind::invalid, "a retention is between 0 and 36525 days");
        row.retention = *options.retention;
    }
    if (options.presigned) row.presigned = *options.presigned;
}

// What is there keeps its settings: a retention that shrinks by the way empties a trash.
void require_same(const catalog::Container& row, const ContainerOptions& options) {
    auto wanted = row;
    apply(wanted, options);
    if (wanted.key_prefix == row.key_prefix && wanted.retention == row.retention &&
        wanted.presigned == row.presigned)
        return;
    throw Error(
        ErrorKind::already_exists,
        fmt::format("{0}/{1} is there already, with other settings: to change them, outfield container "
                    "set {0}/{1}",
                    row.configuration_name, row.name));
}

void refuse_database(const catalog::Configuration& configuration) {
    if (configuration.kind == "database")
        throw Error(ErrorKind::invalid,
                    "the database holds its values itself: it has one container and takes no other");
}

void check_container_name(const catalog::Configuration& configuration, std::string_view name) {
    if (const auto fault = store_kind(configuration.kind).container_name_fault(name))
        throw Error(ErrorKind::invalid, fmt::format("{} cannot be the name of a container in '{}': {}",
                                                    in_quotes(name), configuration.name, *fault));
}

// "disk/sales: retention, modules"
std::string said_of(const catalog::Container& row, const ContainerOptions& options = {}) {
    std::vector<std::string_view> names;
    if (options.key_prefix) names.emplace_back("key_prefix");
    if (options.retention) names.emplace_back("retention");
    if (options.presigned) names.emplace_back("presigned");
    if (options.modules) names.emplace_back("modules");
    return fmt::format("{}/{}{}{}", row.configuration_name, row.name, names.empty() ? "" : ": ",
                       fmt::join(names, ", "));
}

void check_place(Connections& connections, const catalog::Configuration& configuration,
                 std::string_view name) {
    if (configuration.kind == "directory")
        connections.places().check_container(configuration.settings.at("path"), name);
}

bool may_be_here(Connections& connections, const catalog::Configuration& configuration,
                 std::string_view name) {
    try {
        check_place(connections, configuration, name);
        return true;
    } catch (const Error&) {
        return false;
    }
}

std::vector<ContainerInfo> ask_server(Connections& connections, const catalog::Configuration& configuration) {
    try {
        return connections.of_configuration(configuration.id)->containers();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::denied && error.kind() != ErrorKind::unsupported) throw;
        throw Error(
            error.kind(),
            fmt::format("'{0}' may not list its containers: {1}. Enter those that you know by hand: outfield "
                        "container enter {0} NAME",
                        configuration.name, error.what()));
    }
}

// What could not be used is not taken up; nor has it vanished, which would mean that its objects are gone.
struct Listed {
    std::set<std::string> usable, refused;

    State state_of(const catalog::Container& row) const {
        if (refused.contains(row.name)) return row.state;
        return usable.contains(row.name) ? State::present : State::vanished;
    }
};

Listed containers_of(Connections& connections, const catalog::Configuration& configuration) {
    Listed out;
    for (auto& info : ask_server(connections, configuration)) {
        auto& names = may_be_here(connections, configuration, info.name) ? out.usable : out.refused;
        names.insert(std::move(info.name));
    }
    return out;
}

}  // namespace

Synchronisation StorageContainers::synchronise(std::string_view name) {
    auto& database = catalog_.database();
    const auto configuration =
        sql::reading(database, [&](sql::Connection& c) { return find_configuration(c, name); });
    refuse_database(configuration);
    const auto listed = containers_of(connections_, configuration);

    crash_point("sync listed");
    const catalog::Telling tell;
    return sql::writing(database, [&](sql::Connection& connection) {
        catalog::Containers containers(connection);
        containers.lock();
        Synchronisation out;
        auto unknown = listed.usable;
        for (auto& row : containers.of_configuration(configuration.id)) {
            unknown.erase(row.name);
            const auto state = listed.state_of(row);
            auto& list = state == row.state        ? out.unchanged
                         : state == State::present ? out.returned
                                                   : out.vanished;
            list.push_back(row.name);
            if (state == row.state) continue;
            row.state = state;
            containers.update(row);
        }
        for (const auto& new_name : unknown) {
            catalog::Container row;
            row.configuration = configuration.id;
            row.name = new_name;
            row.origin = catalog::Container::Origin::synchronised;
            containers.add(row);
            out.appeared.push_back(new_name);
        }
        tell(connection,
             {"configuration.synchronise", configuration_model, configuration.id, std::string(name)});
        crash_point("syncing");
        return out;
    });
}

ContainerSummary StorageContainers::create(std::string_view configuration, std::string_view name,
                                           const ContainerOptions& options) {
    const auto row = sql::reading(catalog_.database(),
                                  [&](sql::Connection& c) { return find_configuration(c, configuration); });
    refuse_database(row);
    check_container_name(row, name);
    check_place(connections_, row, name);
    check_presigned(row.kind, options);
    check_modules(options);
    catalog::Container checked;
    apply(checked, options);
    connections_.of_configuration(row.id)->create_container(std::string(name));
    crash_point("container created");
    return put_row(row.id, name, options, Origin::created);
}

ContainerSummary StorageContainers::enter(std::string_view configuration, std::string_view name,
                                          const ContainerOptions& options) {
    const auto row = sql::reading(catalog_.database(),
                                  [&](sql::Connection& c) { return find_configuration(c, configuration); });
    refuse_database(row);
    check_container_name(row, name);
    check_place(connections_, row, name);
    check_presigned(row.kind, options);
    check_modules(options);
    return put_row(row.id, name, options, Origin::entered);
}

ContainerSummary StorageContainers::put_row(std::int64_t configuration, std::string_view name,
                                            const ContainerOptions& options, Origin origin) {
    const catalog::Telling tell;
    return sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        catalog::Containers containers(connection);
        containers.lock();
        auto row = containers.find(configuration, name);
        if (!row) {
            catalog::Container fresh;
            fresh.configuration = configuration;
            fresh.name = std::string(name);
            fresh.origin = origin == Origin::created ? catalog::Container::Origin::created
                                                     : catalog::Container::Origin::entered;
            apply(fresh, options);
            row = containers.get(containers.add(fresh));
        } else {
            require_same(*row, options);
            row->state = State::present;
            containers.update(*row);
        }
        if (options.modules) set_modules(connection, *row, *options.modules);
        tell(connection, {"container.create", container_model, row->id, said_of(*row)});
        return summary(connection, containers.get(row->id));
    });
}

void StorageContainers::check_modules(const ContainerOptions& options) const {
    for (const auto& module : options.modules.value_or(std::vector<std::string>())) registry_.module(module);
}

void StorageContainers::change(std::string_view container, const ContainerOptions& options) {
    check_modules(options);
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Containers containers(connection);
        containers.lock();
        auto row = find_container(connection, container);
        check_presigned(row.kind, options);
        apply(row, options);
        containers.update(row);
        if (options.modules) set_modules(connection, row, *options.modules);
        tell(connection, {"container.change", container_model, row.id, said_of(row, options)});
    });
}

void StorageContainers::forget(std::string_view container) {
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        const auto row = find_container(connection, container);
        if (row.kind == "database") throw Error(ErrorKind::invalid, "the container 'database' is built in");
        catalog::Containers(connection).remove(row.id);
        tell(connection, {"container.forget", container_model, row.id, said_of(row)});
    });
}

void StorageContainers::assign(std::string_view container, std::string_view module) {
    registry_.module(module);  // there is one
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        const auto row = find_container(connection, container);
        if (row.kind == "database")
            throw Error(ErrorKind::invalid,
                        "the database takes the values of every field without a store: it needs no modules");
        catalog::Containers(connection).assign(row.id, module);
        tell(connection, {"container.change", container_model, row.id, said_of(row) + ": modules"});
    });
}

void StorageContainers::unassign(std::string_view container, std::string_view module) {
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        const auto row = find_container(connection, container);
        catalog::Containers(connection).unassign(row.id, module);
        tell(connection, {"container.change", container_model, row.id, said_of(row) + ": modules"});
    });
}

std::vector<ContainerSummary> StorageContainers::all(std::string_view configuration) {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        catalog::Containers containers(connection);
        const auto rows = configuration.empty()
                              ? containers.all()
                              : containers.of_configuration(find_configuration(connection, configuration).id);
        std::vector<ContainerSummary> out;
        for (const auto& row : rows) out.push_back(summary(connection, row));
        return out;
    });
}

ContainerSummary StorageContainers::get(std::string_view container) {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return summary(connection, find_container(connection, container));
    });
}

ContainerSummary StorageContainers::get(std::int64_t id) {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return summary(connection, catalog::Containers(connection).get(id));
    });
}

}  // namespace outfield
