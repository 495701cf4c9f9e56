#include "cli/user_list.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>
#include <vector>

#include "base/plural.h"
#include "cli/logins.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

struct User {
    RecordId id = 0;
    std::string login, name;
    bool is_active = false, has_password = false;
    std::size_t keys = 0;
    std::vector<std::string> groups;
};

std::string text(const Record& record, const char* field) {
    const auto* value = std::get_if<std::string>(&record.values.at(field));
    return value ? *value : "";
}

std::map<RecordId, std::string> group_names(Records& records) {
    std::map<RecordId, std::string> names;
    for (const auto& group : records.read("res.groups", records.search("res.groups"), {"name", "full_name"}))
        names[group.id] = text(group, text(group, "full_name").empty() ? "name" : "full_name");
    return names;
}

std::vector<User> users(Session& session) {
    auto& records = session.instance().records();
    auto access = open_access(session);
    const auto groups = group_names(records);
    std::vector<User> all;
    for (const auto& record :
         records.read("res.users", records.search("res.users"), {"login", "name", "active", "groups_id"})) {
        if (record.id == access::system_identity().user) continue;
        User user{record.id, text(record, "login"), text(record, "name"), false, false, 0, {}};
        const auto* active = std::get_if<bool>(&record.values.at("active"));
        user.is_active = active && *active;
        user.has_password = access.has_password(record.id);
        user.keys = access.keys(record.id).size();
        for (const auto group : std::get<RecordIds>(record.values.at("groups_id")))
            user.groups.push_back(groups.at(group));
        all.push_back(std::move(user));
    }
    return all;
}

json::object document(const User& user) {
    return {{"id", user.id},
            {"login", json_text(user.login)},
            {"name", json_text(user.name)},
            {"active", user.is_active},
            {"groups", json_texts(user.groups)},
            {"has_password", user.has_password},
            {"api_keys", user.keys}};
}

void list(Session& session) {
    Table table({">ID", "LOGIN", "NAME", "GROUPS", "LOGS IN WITH"});
    for (const auto& user : users(session)) {
        if (session.json) {
            session.print(document(user));
            continue;
        }
        std::vector<std::string> ways;
        if (user.has_password) ways.emplace_back("password");
        if (user.keys > 0) ways.push_back(plural(user.keys, "API key"));
        table.add({fmt::format("{}", user.id), shown(user.login), shown(user.name),
                   fmt::format("{}", fmt::join(user.groups, ", ")),
                   !user.is_active ? "(disabled)"
                   : ways.empty()  ? "(nothing)"
                                   : fmt::format("{}", fmt::join(ways, ", "))});
    }
    if (!session.json) session.print(table.text());
}

}  // namespace

void add_user_list(Command& group) {
    group.command("list", "Every user, with groups")
        .example("outfield user list")
        .example("outfield user list --json")
        .runs(list);
}

}  // namespace outfield::cli
