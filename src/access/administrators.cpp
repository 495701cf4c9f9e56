#include "access/administrators.h"

#include <outfield/error.h>

#include <algorithm>

#include "access/account.h"
#include "access/identity.h"
#include "sql/locking.h"

namespace outfield::access {
namespace {

// By record, those that make an administrator. Locked in one order.
std::vector<std::int64_t> administrating_groups(sql::Connection& connection, const Registry& registry) {
    std::vector<std::int64_t> groups;
    const auto text =
        "SELECT \"id\", \"full_name\" FROM res_groups WHERE \"full_name\" IS NOT NULL ORDER BY \"id\"" +
        std::string(sql::for_no_key_update(connection.dialect()));
    for (const auto& row : connection.query(text))
        if (makes_administrator(registry, row.text(1))) groups.push_back(row.integer(0));
    return groups;
}

bool has_active_member(sql::Connection& connection, std::int64_t group) {
    return connection
        .query_one(
            "SELECT 1 FROM res_users AS u JOIN res_users__groups_id AS g ON g.\"record\" = u.\"id\" "
            "WHERE g.\"target\" = $1 AND u.\"active\" = 1 AND u.\"id\" <> $2 LIMIT 1",
            {group, system_identity().user})
        .has_value();
}

}  // namespace

void require_an_administrator(sql::Connection& connection, const Registry& registry) {
    const auto groups = administrating_groups(connection, registry);
    if (std::ranges::any_of(groups, [&](auto group) { return has_active_member(connection, group); })) return;
    throw Error(ErrorKind::conflict,
                "nobody would be an administrator any more: put another active user into base.group_system "
                "first");
}

}  // namespace outfield::access
