// res.users: passwords, and who may do what.
#include <algorithm>

#include "access/password_rules.h"
#include "access/random_secrets.h"
#include "methods/changes.h"
#include "methods/given_values.h"
#include "methods/model_rules.h"
#include "methods/user_context.h"

namespace outfield::methods {
namespace {

constexpr RecordId system_user = 1;

// nullopt: none is given.
std::optional<Secret> password_in(const wire::Struct& values) {
    const auto* value = values.find("password");
    if (value == nullptr || value->is_unset()) return std::nullopt;
    const auto* text = value->as<std::string>();
    if (text == nullptr)
        throw Refusal(Refusal::Kind::validation, "model 'res.users', field 'password' takes a text");
    return Secret(*text);
}

void require_unique_login(const Request& request, const RecordIds& ids, const wire::Struct& values) {
    const auto* value = values.find("login");
    const auto* login = value == nullptr ? nullptr : value->as<std::string>();
    if (login == nullptr || login->empty()) return;
    auto others = request.records().search(request.model.name, Domain{{"login", "=", *login}});
    std::erase_if(others, [&](RecordId id) { return ids.size() == 1 && id == ids.front(); });
    if (others.empty() && ids.size() < 2) return;
    throw Refusal(Refusal::Kind::validation, "You can not have two users with the same login!");
}

void set_password(const Request& request, RecordId user, const Secret& password) {
    request.access.set_password(user, password, request.caller.identity, request.caller.peer);
}

RecordId create_user(const Request& request, const wire::Struct& values) {
    require_unique_login(request, {}, values);
    const auto password = password_in(values);
    if (password) access::require_good_password(*password);
    const auto user = create_ordinary(request, {&values}).front();
    if (!password) return user;
    try {
        set_password(request, user, *password);
    } catch (...) {
        request.records().unlink(request.model.name, {user});
        throw;
    }
    return user;
}

void require_people(const RecordIds& ids) {
    if (std::ranges::find(ids, system_user) != ids.end())
        throw Refusal(Refusal::Kind::user, "The system's own user cannot be changed or deleted");
}

void write_users(const Request& request, const RecordIds& ids, const wire::Struct& values) {
    require_people(ids);
    require_unique_login(request, ids, values);
    const auto others = given_values(request, values);
    const auto password = password_in(values);
    if (password) access::require_good_password(*password);
    if (!others.empty()) request.records().write(request.model.name, ids, others, request.user());
    if (password)
        for (const auto id : ids) set_password(request, id, *password);
}

void unlink_users(const Request& request, const RecordIds& ids) {
    require_people(ids);
    if (std::ranges::find(ids, request.user()) != ids.end())
        throw Refusal(Refusal::Kind::user, "You cannot delete yourself");
    request.records().unlink(request.model.name, ids);
}

// By a password alone: a key is not enough to change it.
wire::Value change_password(const Request& request) {
    const auto& identity = request.caller.identity;
    const auto denied = [] { throw Refusal(Refusal::Kind::denied, "Access Denied"); };
    if (!identity.scope.empty()) denied();
    const auto old = request.arguments.text("old_passwd");
    const Secret fresh(request.arguments.text("new_passwd"));
    if (fresh.empty())
        throw Refusal(Refusal::Kind::user, "Setting empty passwords is not allowed for security reasons!");
    if (access::looks_like_api_key(old) ||
        !request.access.authenticate(identity.user, old, request.caller.peer))
        denied();
    set_password(request, identity.user, fresh);
    return true;
}

wire::Value context_get(const Request& request) {
    return user_context(request.instance, request.caller.identity);
}

wire::Value has_group(const Request& request) {
    const auto& identity = request.caller.identity;
    return identity.groups.contains(request.arguments.text("group_ext_id"));
}

bool is_open(std::string_view field) {
    return field == "name" || field == "active";
}

}  // namespace

ModelRules user_rules() {
    ModelRules rules;
    rules.is_open = is_open;
    rules.extra_fields = {
        {{"password", fields::character("Password", {.help = "It can be set, and is never read"})},
         "",
         nullptr,
         true,
         false}};
    rules.create = create_user;
    rules.write = write_users;
    rules.unlink = unlink_users;
    rules.decides_rights = true;
    rules.methods = {{"change_password", Purpose::changes, {"old_passwd", "new_passwd"}, change_password},
                     {"context_get", Purpose::asks, {}, context_get},
                     {"has_group", Purpose::asks, {"group_ext_id"}, has_group}};
    return rules;
}

}  // namespace outfield::methods
