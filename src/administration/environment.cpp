#include <fmt/format.h>
#include <outfield/environment.h>
#include <outfield/error.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "catalog/blobs.h"
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

// What this catalog has a use for: it has values there, or new ones belong there. Any other container may be
// a neighbour's that was only synchronised.
bool is_used(catalog::Catalog& catalog, const catalog::Container& row) {
    return !row.modules.empty() || sql::reading(catalog.database(), [&](sql::Connection& connection) {
        return !catalog::Blobs(connection).of_container(row.id, 0, 1).empty();
    });
}

// A container that the catalog gives up, and what takes its place.
struct Leaving {
    catalog::Container row;
    std::optional<catalog::Container> sibling;
};

std::vector<Leaving> leaving(catalog::Catalog& catalog, std::string_view suffix) {
    std::vector<Leaving> all;
    for (auto& row : outside_containers(catalog)) {
        if (row.is_foreign) continue;
        std::optional<catalog::Container> sibling;
        if (!suffix.empty() && is_used(catalog, row)) sibling = sibling_of(row, suffix);
        all.push_back({std::move(row), std::move(sibling)});
    }
    return all;
}

// With the containers locked.
void leave_behind(sql::Connection& connection, const Leaving& one) {
    catalog::Containers containers(connection);
    auto row = containers.get(one.row.id);  // somebody may have changed it meanwhile
    row.is_foreign = true;
    containers.update(row);
    for (const auto& module : row.modules) containers.unassign(row.id, module);
    if (!one.sibling) return;
    const auto id = containers.add(*one.sibling);
    for (const auto& module : row.modules) containers.assign(id, module);
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

// Marks with the catalog's identity what carries the one before, or one that is named.
class Adoption {
  public:
    Adoption(catalog::Catalog& catalog, Connections& connections, std::string former,
             std::string_view also_from)
        : catalog_(catalog), connections_(connections), former_(std::move(former)), also_from_(also_from) {}

    // Those that stay as they are.
    std::vector<EnvironmentStatus::Container> run() {
        for (auto& row : outside_containers(catalog_))
            if (row.state == catalog::Container::State::present) look_at(row);
        return std::move(left_);
    }

  private:
    void look_at(catalog::Container& row) {
        if (row.is_foreign && also_from_.empty()) return leave(row, Standing::foreign, "");
        const bool used = is_used(catalog_, row);
        try {
            const auto storage = connections_.unfenced(row);
            const auto marker = Fence::marker(*storage, row);
            if (marker.empty() && !row.is_foreign && !used) return;
            if (marker.empty()) storage->list(row.name, row.key_prefix, std::nullopt);  // is it there at all?
            if (!is_to_be_had(row, marker)) return leave(row, Standing::foreign, marker);
            if (marker != catalog_.identity()) connections_.fence().claim(*storage, row);
        } catch (const Error& error) {
            const bool may_be_a_neighbours = !used && row.origin == catalog::Container::Origin::synchronised;
            if (!may_be_a_neighbours) leave(row, Standing::out_of_reach, error.what());
            return;
        }
        take_back(catalog_, row);
    }

    bool is_to_be_had(const catalog::Container& row, const std::string& marker) const {
        if (marker == catalog_.identity()) return true;
        if (!marker.empty() && marker == also_from_) return true;
        return !row.is_foreign && (marker.empty() || marker == former_);
    }

    void leave(const catalog::Container& row, Standing standing, std::string words) {
        left_.push_back({row.id, row.configuration_name, row.name, standing, std::move(words)});
    }

    catalog::Catalog& catalog_;
    Connections& connections_;
    const std::string former_;
    const std::string_view also_from_;
    std::vector<EnvironmentStatus::Container> left_;
};

bool is_out_of_reach(const EnvironmentStatus::Container& one) {
    return one.standing == Standing::out_of_reach;
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
    const auto before = catalog_.identity();
    auto former = catalog_.begin_adopting();
    const bool goes_on = catalog_.identity() == before;
    if (goes_on && !connections_.fence().agrees()) {
        // Begun by a run that was cut, or where this catalog was copied from: there its name is in use.
        Adoption(catalog_, connections_, former, also_from).run();
        catalog_.end_adopting();
        former = catalog_.begin_adopting();
    }
    auto left = Adoption(catalog_, connections_, former, also_from).run();
    if (std::ranges::none_of(left, is_out_of_reach)) catalog_.end_adopting();
    return {catalog_.identity(), std::move(left)};
}

Environment::Detached Environment::detach(std::string_view suffix, Copy copy) {
    if (copy != Copy::yes && connections_.fence().agrees())
        throw Error(
            ErrorKind::conflict,
            fmt::format("catalog and installation agree that this is the environment '{}': it looks like the "
                        "catalog's home, and detaching would give up all of its containers. If it is a copy "
                        "all the same: outfield environment detach --copy",
                        catalog_.identity()));
    const auto all = leaving(catalog_, suffix);
    for (const auto& one : all)
        if (one.sibling) require_nobodys(connections_, *one.sibling);  // before any is created
    for (const auto& one : all)
        if (one.sibling) connections_.unfenced(*one.sibling)->create_container(one.sibling->name);
    catalog_.change_identity();
    catalog_.end_adopting();  // what is out of reach is given up with the rest
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Containers(connection).lock();
        for (const auto& one : all) leave_behind(connection, one);
    });
    Detached detached{catalog_.identity(), {}};
    for (const auto& [row, sibling] : all) {
        if (!sibling) continue;
        connections_.fence().claim(*connections_.unfenced(*sibling), *sibling);
        detached.created.push_back(place(*sibling));
    }
    return detached;
}

}  // namespace outfield
