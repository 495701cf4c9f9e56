#include "access/account.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "access/written_text.h"

namespace outfield::access {
namespace {

constexpr std::string_view administrators = "base.group_system";

const Group* find_group(const Registry& registry, std::string_view name) {
    for (const auto& module : registry.modules())
        for (const auto& group : module.groups)
            if (group.name == name) return &group;
    return nullptr;
}

void add_group(Identity& identity, const Registry& registry, const std::string& name) {
    if (!identity.groups.insert(name).second) return;
    if (const auto* group = find_group(registry, name))
        for (const auto& implied : group->implies) add_group(identity, registry, implied);
}

}  // namespace

bool makes_administrator(const Registry& registry, const std::string& group) {
    Identity member;
    add_group(member, registry, group);
    return member.groups.contains(administrators);
}

std::shared_ptr<const Account> read_account(sql::Connection& connection, const Registry& registry,
                                            RecordId user) {
    const auto row = connection.query_one(
        "SELECT u.\"login\", u.\"name\", u.\"company_id\", p.hash FROM res_users u LEFT JOIN "
        "outfield_password p ON p.user_id = u.\"id\" WHERE u.\"id\" = $1 AND u.\"active\" = 1",
        {user});
    if (!row) return nullptr;
    auto account = std::make_shared<Account>();
    auto& identity = account->identity;
    identity.user = user;
    identity.login = row->text_or_empty(0);
    identity.name = row->text_or_empty(1);
    identity.company = row->optional_integer(2).value_or(0);
    account->password = row->text_or_empty(3);
    for (const auto& group : connection.query(
             "SELECT g.\"full_name\" FROM res_users__groups_id l JOIN res_groups g ON g.\"id\" = "
             "l.\"target\" WHERE l.\"record\" = $1 AND g.\"full_name\" IS NOT NULL",
             {user}))
        add_group(identity, registry, group.text(0));
    identity.is_administrator = identity.groups.contains(administrators);
    return account;
}

std::optional<RecordId> find_login(sql::Connection& connection, std::string_view login) {
    if (!can_be_stored(login)) return std::nullopt;
    const auto row = connection.query_one(
        "SELECT \"id\" FROM res_users WHERE \"login\" = $1 AND \"active\" = 1 ORDER BY \"id\" LIMIT 1",
        {login});
    if (!row) return std::nullopt;
    return row->integer(0);
}

void require_user(sql::Connection& connection, RecordId user) {
    if (user == system_identity().user)
        throw Error(ErrorKind::invalid,
                    "nobody logs in as the system's own user: it has neither password nor keys");
    if (!connection.query_one("SELECT 1 FROM res_users WHERE \"id\" = $1", {user}))
        throw Error(ErrorKind::not_found, fmt::format("there is no user with the record {}", user));
}

}  // namespace outfield::access
