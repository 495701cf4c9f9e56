#include <outfield/error.h>

#include <algorithm>
#include <set>

#include "access/parts.h"

namespace outfield::access {
namespace {

// By record, those that make an administrator.
std::set<RecordId> administrating_groups(sql::Connection& connection, const Registry& registry) {
    std::set<RecordId> groups;
    for (const auto& row :
         connection.query("SELECT \"id\", \"full_name\" FROM res_groups WHERE \"full_name\" IS NOT NULL"))
        if (makes_administrator(registry, row.text(1))) groups.insert(row.integer(0));
    return groups;
}

std::set<RecordId> groups_of(sql::Connection& connection, RecordId user) {
    std::set<RecordId> groups;
    for (const auto& row :
         connection.query("SELECT \"target\" FROM res_users__groups_id WHERE \"record\" = $1", {user}))
        groups.insert(row.integer(0));
    return groups;
}

std::set<RecordId> after(std::set<RecordId> groups, const Commands& commands) {
    for (const auto& command : commands) switch (command.kind) {
            case Command::Kind::link:
                groups.insert(command.id);
                break;
            case Command::Kind::remove:
            case Command::Kind::unlink:
                groups.erase(command.id);
                break;
            case Command::Kind::clear:
                groups.clear();
                break;
            case Command::Kind::set:
                groups = {command.ids.begin(), command.ids.end()};
                break;
            case Command::Kind::create:
            case Command::Kind::update:
                break;
        }
    return groups;
}

bool share_one(const std::set<RecordId>& some, const std::set<RecordId>& others) {
    return std::ranges::any_of(some, [&](RecordId id) { return others.contains(id); });
}

}  // namespace

void Access::keep_an_administrator(const RecordIds& users, Leaving leaving, const Commands& groups) {
    const auto stays = [&](sql::Connection& connection, RecordId user, const std::set<RecordId>& needed) {
        auto own = groups_of(connection, user);
        if (std::ranges::find(users, user) == users.end()) return share_one(own, needed);
        return leaving == Leaving::no && share_one(after(std::move(own), groups), needed);
    };
    const bool kept = parts_->reading([&](sql::Connection& connection) {
        const auto needed = administrating_groups(connection, parts_->registry);
        const auto active = connection.query(
            "SELECT \"id\" FROM res_users WHERE \"active\" = 1 AND \"id\" <> $1", {system_identity().user});
        return std::ranges::any_of(
            active, [&](const sql::Row& row) { return stays(connection, row.integer(0), needed); });
    });
    if (!kept)
        throw Error(
            ErrorKind::conflict,
            "nobody would be an administrator any more: put another active user into base.group_system "
            "first");
}

}  // namespace outfield::access
