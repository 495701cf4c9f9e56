// POST /web/session/{authenticate,get_session_info,check,destroy}: log in and out, as browsers and odoorpc
// do.
#include "server/credentials.h"
#include "server/json_call.h"
#include "server/routes.h"

namespace outfield::server {
namespace {

using methods::Refusal;

void refuse_long(const wire::Value&) {
    throw Refusal(Refusal::Kind::denied, "Access Denied");
}

wire::Struct info_of(const Site& site, const access::Session& session) {
    auto info = site.methods.session_info(session.identity, site.options.database);
    info.set("csrf_token", session.csrf);
    return info;
}

wire::Value authenticate(Site& site, JsonCall& call, const std::string& peer, bool is_secure) {
    if (text_member(call.params, "db") != site.options.database)
        throw Refusal(Refusal::Kind::access, "Database not found.");
    const auto identity = site.access.authenticate(text_member(call.params, "login"),
                                                   text_member(call.params, "password"), peer);
    if (auto* work = Acting::current(); work && identity)
        work->asked_by(identity->user, identity->login);
    else if (work)
        work->refused_login(text_member(call.params, "login"));
    if (!identity) throw Refusal(Refusal::Kind::denied, "Access Denied");
    const auto session = site.access.open_session(*identity, peer);
    call.headers.emplace_back("Set-Cookie",
                              session_cookie(session, site.options.access.session_life, is_secure));
    return info_of(site, session);
}

std::shared_ptr<const access::Session> current(Site& site, const Credentials& credentials) {
    auto session = site.access.find_session(credentials.session);
    if (!session) throw SessionExpired();
    return session;
}

wire::Value destroy(Site& site, JsonCall& call, const Credentials& credentials) {
    site.access.close_session(credentials.session);
    call.headers.emplace_back("Set-Cookie", expired_session_cookie());
    return {};
}

}  // namespace

void add_session(Router& router, Site& site) {
    router.add({"POST"}, "/web/session/authenticate", [&site](http::Exchange& exchange, const Path&) {
        return serve_json(site, exchange,
                          {[&site, peer = exchange.peer(), secure = exchange.is_secure()](JsonCall& call) {
                               return authenticate(site, call, peer, secure);
                           },
                           refuse_long});
    });
    for (const auto* path : {"/web/session/get_session_info", "/web/session/check"})
        router.add({"POST"}, path, [&site](http::Exchange& exchange, const Path&) {
            return serve_json(site, exchange,
                              {[&site, who = credentials_of(exchange)](JsonCall&) -> wire::Value {
                                   return info_of(site, *current(site, who));
                               },
                               refuse_long});
        });
    router.add({"POST"}, "/web/session/destroy", [&site](http::Exchange& exchange, const Path&) {
        return serve_json(site, exchange,
                          {[&site, who = changing_credentials(exchange)](JsonCall& call) {
                               return destroy(site, call, who);
                           },
                           refuse_long});
    });
}

}  // namespace outfield::server
