// POST /web/webclient/version_info and /web/database/list: what a client asks before anybody has logged in.
#include "server/json_call.h"
#include "server/routes.h"

namespace outfield::server {
namespace {

Route json_route(Site& site, std::function<wire::Value()> answer) {
    return [&site, answer = std::move(answer)](http::Exchange& exchange, const Path&) {
        return serve_json(site, exchange,
                          {[answer](JsonCall&) { return answer(); },
                           [](const wire::Value&) {
                               throw methods::Refusal(methods::Refusal::Kind::denied, "Access Denied");
                           }});
    };
}

}  // namespace

void add_web_client(Router& router, Site& site) {
    router.add({"POST"}, "/web/webclient/version_info",
               json_route(site, []() -> wire::Value { return methods::Methods::version(); }));
    router.add({"POST"}, "/web/database/list",
               json_route(site, [&site]() -> wire::Value { return wire::List{site.options.database}; }));
}

}  // namespace outfield::server
