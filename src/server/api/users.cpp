// /api/users/{}: passwords and API keys, of anybody for administrators and else the user's own. Users and
// groups themselves are records of res.users and res.groups.
#include <boost/json.hpp>

#include "documents/text.h"
#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

RecordId whose(Call& call) {
    const auto user = call.id(0);
    if (user != call.user().user && !call.user().is_administrator)
        throw http::Fault(403, "this is for administrators and the user");
    return user;
}

json::object document(const access::ApiKey& key) {
    return {{"id", key.id},
            {"name", json_text(key.name)},
            {"scope", key.scope},
            {"created", to_string(key.created)},
            {"expires", json_time(key.expires)},
            {"last_used", json_time(key.last_used)}};
}

Reply keys(Site& site, Call& call) {
    json::array all;
    for (const auto& key : site.access.keys(whose(call))) all.push_back(document(key));
    return items(std::move(all));
}

// The key itself is answered this once.
Reply create_key(Site& site, Call& call) {
    call.body.only({"name", "scope", "valid_for"});
    const auto user = whose(call);
    const auto [key, secret] =
        site.access.create_key(user, call.body.text("name"), call.body.optional_text("scope").value_or(""),
                               call.body.optional_seconds("valid_for"), call.user(), call.credentials.peer);
    site.events.changed("users");
    auto answer = document(key);
    answer["key"] = secret.reveal();
    return created(std::move(answer));
}

Reply revoke_key(Site& site, Call& call) {
    site.access.revoke_key(whose(call), call.id(1), call.user(), call.credentials.peer);
    site.events.changed("users");
    return no_content();
}

// An administrator gives anybody a new one; whoever changes their own proves the old one (/api/me/password).
Reply set_password(Site& site, Call& call) {
    call.body.only({"password"});
    const auto user = call.id(0);
    site.access.set_password(user, Secret(call.body.text("password")), call.user(), call.credentials.peer);
    site.events.changed("users");
    return no_content();
}

}  // namespace

void add_users(Router& router, Site& site) {
    add(router, site, "GET", "/api/users/{}/keys", keys, Who::users);
    add(router, site, "POST", "/api/users/{}/keys", create_key, Who::users);
    add(router, site, "DELETE", "/api/users/{}/keys/{}", revoke_key, Who::users);
    add(router, site, "PUT", "/api/users/{}/password", set_password);
}

}  // namespace outfield::server::api
