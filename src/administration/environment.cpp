#include <fmt/format.h>
#include <outfield/environment.h>
#include <outfield/error.h>

#include <utility>

#include "catalog/catalog.h"
#include "catalog/containers.h"
#include "connections/connections.h"

namespace outfield {
namespace {

using Standing = EnvironmentStatus::Standing;

std::vector<catalog::Container> outside_containers(catalog::Catalog& catalog) {
    auto rows = sql::reading(catalog.database(), [](sql::Connection& connection) {
        return catalog::Containers(connection).all();
    });
    std::erase_if(rows, [](const auto& row) { return row.kind == "database"; });
    return rows;
}

std::string place(const catalog::Container& container) {
    return fmt::format("{}/{}", container.configuration_name, container.name);
}

EnvironmentStatus::Container look(Connections& connections, const catalog::Container& row) {
    EnvironmentStatus::Container out{row.id, row.configuration_name, row.name, Standing::unmarked, ""};
    try {
        const auto marker = Fence::marker(*connections.unfenced(row), row);
        const auto owner = connections.fence().owner_of_marker(marker);
        if (row.is_foreign || owner == Fence::Owner::another) {
            out.standing = Standing::foreign;
            out.words = marker.empty() ? "left behind by 'environment detach'" : "belongs to " + marker;
        } else if (owner == Fence::Owner::ours) {
            out.standing = Standing::ours;
        }
    } catch (const Error& error) {
        out.standing = Standing::out_of_reach;
        out.words = error.what();
    }
    return out;
}

// On the server, before the catalog says anything.
void create_sibling(Connections& connections, const catalog::Container& row,
                    const catalog::Container& sibling) {
    const auto storage = connections.unfenced(row);
    storage->create_container(sibling.name);
    if (const auto marker = Fence::marker(*storage, sibling); !marker.empty())
        throw Error(
            ErrorKind::already_exists,
            fmt::format("{} is there already and belongs to the environment '{}': choose another suffix",
                        place(sibling), marker));
}

catalog::Container sibling_of(const catalog::Container& row, std::string_view suffix) {
    auto sibling = row;
    sibling.id = 0;
    sibling.name += suffix;
    sibling.state = catalog::Container::State::present;
    sibling.origin = catalog::Container::Origin::created;
    return sibling;
}

// With the containers locked. `sibling` may be nullptr.
void leave_behind(sql::Connection& connection, catalog::Container row, const catalog::Container* sibling) {
    catalog::Containers containers(connection);
    row = containers.get(row.id);  // somebody may have changed it meanwhile
    row.is_foreign = true;
    containers.update(row);
    for (const auto& module : row.modules) containers.unassign(row.id, module);
    if (sibling == nullptr) return;
    const auto id = containers.add(*sibling);
    for (const auto& module : row.modules) containers.assign(id, module);
}

}  // namespace

std::string_view to_string(Standing standing) noexcept {
    switch (standing) {
        case Standing::ours:
            return "ours";
        case Standing::unmarked:
            return "unmarked";
        case Standing::foreign:
            return "foreign";
        case Standing::out_of_reach:
            return "out-of-reach";
    }
    return "";
}

EnvironmentStatus Environment::status() {
    EnvironmentStatus status;
    status.catalog = catalog_.identity();
    status.agrees = connections_.fence().agrees();
    if (!status.agrees) status.disagreement = connections_.fence().disagreement();
    for (const auto& row : outside_containers(catalog_)) status.containers.push_back(look(connections_, row));
    return status;
}

std::string Environment::adopt() {
    const auto rows = outside_containers(catalog_);
    for (const auto& row : rows)  // before anything changes: can each be reached?
        if (!row.is_foreign && row.state == catalog::Container::State::present)
            Fence::marker(*connections_.unfenced(row), row);
    catalog_.change_identity();
    for (const auto& row : rows)
        if (!row.is_foreign && row.state == catalog::Container::State::present)
            connections_.fence().claim(*connections_.unfenced(row), row);
    return catalog_.identity();
}

Environment::Detached Environment::detach(std::string_view suffix) {
    auto rows = outside_containers(catalog_);
    std::erase_if(rows, [](const auto& row) { return row.is_foreign; });
    std::vector<catalog::Container> siblings;
    if (!suffix.empty())
        for (const auto& row : rows)
            create_sibling(connections_, row, siblings.emplace_back(sibling_of(row, suffix)));
    catalog_.change_identity();
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Containers(connection).lock();
        for (std::size_t i = 0; i < rows.size(); ++i)
            leave_behind(connection, rows[i], siblings.empty() ? nullptr : &siblings[i]);
    });
    Detached detached{catalog_.identity(), {}};
    for (const auto& sibling : siblings) {
        connections_.fence().claim(*connections_.unfenced(sibling), sibling);
        detached.created.push_back(place(sibling));
    }
    return detached;
}

}  // namespace outfield
