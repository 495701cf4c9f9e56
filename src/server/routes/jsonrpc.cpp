// POST /jsonrpc: the same services as XML-RPC.
#include "server/json_call.h"
#include "server/routes.h"
#include "server/rpc_services.h"

namespace outfield::server {
namespace {

const wire::List& args_of(const wire::Struct& params) {
    static const wire::List none;
    const auto* args = params.find("args");
    const auto* list = args ? args->as<wire::List>() : nullptr;
    return list ? *list : none;
}

// Of clients that write their members in the order of their names, the service comes behind the arguments.
void require_user(Site& site, const wire::Value& so_far, const std::string& peer) {
    const auto* document = so_far.as<wire::Struct>();
    const auto* params = document ? document->find("params") : nullptr;
    const auto* members = params ? params->as<wire::Struct>() : nullptr;
    static const wire::Struct none;
    const auto* service = members ? members->find("service") : nullptr;
    const auto* name = service ? service->as<std::string>() : nullptr;
    require_credentials(site, name ? *name : "object", args_of(members ? *members : none), peer);
}

}  // namespace

void add_jsonrpc(Router& router, Site& site) {
    router.add({"POST"}, "/jsonrpc", [&site](http::Exchange& exchange, const Path&) {
        const auto peer = exchange.peer();
        return serve_json(site, exchange,
                          {[&site, peer](JsonCall& call) {
                               return call_service(site, text_member(call.params, "service"),
                                                   text_member(call.params, "method"), args_of(call.params),
                                                   peer);
                           },
                           [&site, peer](const wire::Value& so_far) { require_user(site, so_far, peer); }});
    });
}

}  // namespace outfield::server
