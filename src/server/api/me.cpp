// /api/me, /api/login, /api/logout: who asks, and how a browser begins and ends a session.
#include "server/api/me.h"

#include <boost/json.hpp>

#include "documents/text.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

Reply show(Site& site, Call& call) {
    const bool by_session = call.credentials.key.empty() && call.credentials.login.empty();
    const auto session = by_session ? site.access.find_session(call.credentials.session) : nullptr;
    return {me_document(site, call.user(), session ? session->csrf : "")};
}

// A new session's answer.
Reply begin_session(Site& site, const Call& call, const access::Identity& identity) {
    const auto session = site.access.open_session(identity, call.credentials.peer);
    auto cookie = session_cookie(session, site.options.access.session_life, call.is_secure);
    return {me_document(site, identity, session.csrf), 200, {{"Set-Cookie", std::move(cookie)}}};
}

Reply log_in(Site& site, Call& call) {
    call.body.only({"login", "password"});
    const auto login = call.body.text("login");
    const auto identity = site.access.authenticate(login, call.body.text("password"), call.credentials.peer);
    if (!identity) {
        call.credentials.work->refused_login(login);
        throw http::Fault(401, "this login and this password do not belong together");
    }
    call.credentials.work->asked_by(identity->user, identity->login);
    return begin_session(site, call, *identity);
}

Reply log_out(Site& site, Call& call) {
    site.access.close_session(call.credentials.session);
    site.events.look_again();
    return {nullptr, 204, {{"Set-Cookie", expired_session_cookie()}}};
}

// All sessions of the user end with it, and the one that asks is given a new one.
Reply change_password(Site& site, Call& call) {
    call.body.only({"old", "new"});
    const auto& own = call.user();
    const auto& peer = call.credentials.peer;
    const auto proved = site.access.authenticate(own.user, call.body.text("old"), peer);
    if (!proved || proved->key != 0) throw http::Fault(403, "the old password is another one");
    site.access.set_password(own.user, Secret(call.body.text("new")), own, peer);
    site.events.look_again();
    if (call.credentials.session.empty()) return {me_document(site, own, "")};
    return begin_session(site, call, *proved);
}

}  // namespace

json::object me_document(Site& site, const access::Identity& identity, std::string_view csrf) {
    return {{"login", json_text(identity.login)},
            {"name", json_text(identity.name)},
            {"user", identity.user},
            {"is_administrator", identity.is_administrator},
            {"csrf", csrf.empty() ? json::value(nullptr) : json::value(csrf)},
            {"has_password", site.access.has_password(identity.user)},
            {"server", {{"version", OUTFIELD_VERSION}, {"database", json_text(site.options.database)}}}};
}

void add_me(Router& router, Site& site) {
    add(router, site, "GET", "/api/me", show, Who::users);
    add(router, site, "POST", "/api/me/password", change_password, Who::users);
    add(router, site, "POST", "/api/login", log_in, Who::everybody);
    add(router, site, "POST", "/api/logout", log_out, Who::users);
}

}  // namespace outfield::server::api
