// POST /web/dataset/{call_kw,call,call_button}[/...]: a method of a model, in a session.
#include "server/credentials.h"
#include "server/json_call.h"
#include "server/routes.h"
#include "server/rpc_services.h"

namespace outfield::server {
namespace {

access::Identity user_of(Site& site, const Credentials& credentials) {
    auto identity = identify(site.access, credentials);
    if (!identity) throw SessionExpired();
    return *std::move(identity);
}

wire::Value call(Site& site, const JsonCall& call, const Credentials& credentials) {
    static const wire::List no_args;
    const auto identity = user_of(site, credentials);
    const auto* args = member(call.params, "args");
    const auto* list = args ? args->as<wire::List>() : nullptr;
    const auto* kwargs = member(call.params, "kwargs");
    const auto* members = kwargs ? kwargs->as<wire::Struct>() : nullptr;
    return call_method(site, identity, credentials.peer, text_member(call.params, "model"),
                       text_member(call.params, "method"), list ? *list : no_args,
                       members ? *members : wire::Struct{});
}

}  // namespace

void add_dataset(Router& router, Site& site) {
    for (const auto* path : {"/web/dataset/call_kw/*", "/web/dataset/call/*", "/web/dataset/call_button/*"})
        router.add({"POST"}, path, [&site](http::Exchange& exchange, const Path&) {
            const auto who = changing_credentials(exchange);
            return serve_json(site, exchange,
                              {[&site, who](JsonCall& given) { return call(site, given, who); },
                               [&site, who](const wire::Value&) { user_of(site, who); }});
        });
}

}  // namespace outfield::server
