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

catalog::Container sibling_of(const catalog::Container& row, std::string_view suffix) {
    auto sibling = row;
    sibling.id = 0;
    sibling.name += suffix;
    sibling.state = catalog::Container::State::present;
    sibling.origin = catalog::Container::Origin::created;
    return sibling;
}

// Asks its server, which may say that no container can have such a name.
void require_nobodys(Connections& connections, const catalog::Container& sibling) {
    const auto marker = Fence::marker(*connections.unfenced(sibling), sibling);
    if (marker.empty()) return;
    throw Error(ErrorKind::already_exists,
                fmt::format("{} is there already and belongs to the environment '{}': choose another suffix",
                            place(sibling), marker));
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

// A container that may be adopted, and what it carried before.
struct Candidate {
    catalog::Container row;
    std::string marker;
};

// Errors: those of a store that cannot be asked.
std::vector<Candidate> candidates(catalog::Catalog& catalog, Connections& connections, bool foreign_too) {
    std::vector<Candidate> all;
    for (auto& row : outside_containers(catalog)) {
        if (row.state != catalog::Container::State::present) continue;
        const bool asks = foreign_too || !row.is_foreign;
        auto marker = asks ? Fence::marker(*connections.unfenced(row), row) : std::string();
        all.push_back({std::move(row), std::move(marker)});
    }
    return all;
}

void take_back(catalog::Catalog& catalog, catalog::Container& row) {
    if (!row.is_foreign) return;
    catalog.database().write([&](sql::Connection& connection) {
        catalog::Containers containers(connection);
        containers.lock();
        row = containers.get(row.id);
        row.is_foreign = false;
        containers.update(row);
    });
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

Environment::Adopted Environment::adopt(std::string_view also_from) {
    auto all = candidates(catalog_, connections_, !also_from.empty());  // before anything changes
    const auto former = catalog_.begin_adopting();
    Adopted adopted{catalog_.identity(), {}};
    for (auto& [row, marker] : all) {
        const bool is_own =
            !row.is_foreign && (marker.empty() || marker == former || marker == catalog_.identity());
        const bool is_wanted = !marker.empty() && marker == also_from;
        if (is_own || is_wanted) {
            connections_.fence().claim(*connections_.unfenced(row), row);
            take_back(catalog_, row);
        } else {
            adopted.left.push_back({row.id, row.configuration_name, row.name, Standing::foreign, marker});
        }
    }
    catalog_.end_adopting();
    return adopted;
}

Environment::Detached Environment::detach(std::string_view suffix, Copy copy) {
    if (copy != Copy::yes && connections_.fence().agrees())
        throw Error(
            ErrorKind::conflict,
            fmt::format("catalog and installation agree that this is the environment '{}': it looks like the "
                        "catalog's home, and detaching would give up all of its containers. If it is a copy "
                        "all the same: outfield environment detach --copy",
                        catalog_.identity()));
    auto rows = outside_containers(catalog_);
    std::erase_if(rows, [](const auto& row) { return row.is_foreign; });
    std::vector<catalog::Container> siblings;
    if (!suffix.empty())
        for (const auto& row : rows) siblings.push_back(sibling_of(row, suffix));
    for (const auto& sibling : siblings) require_nobodys(connections_, sibling);  // before any is created
    for (const auto& sibling : siblings) connections_.unfenced(sibling)->create_container(sibling.name);
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
