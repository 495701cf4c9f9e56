// /api/containers: buckets and directories, and the modules whose files go there.
#include "documents/containers.h"

#include <boost/json.hpp>

#include "connections/stack.h"
#include "documents/text.h"
#include "server/api/call.h"
#include "server/api/container_name.h"
#include "server/api/routes.h"
#include "server/api/usage_by_module.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

json::object document(const ContainerSummary& container) {
    auto document = to_json(container);
    document["retention"] = container.retention.count();
    document.erase("retention_seconds");
    return document;
}

Reply list(Site& site, Call&) {
    json::array all;
    for (const auto& one : site.instance.containers().all()) all.push_back(document(one));
    return items(std::move(all));
}

Reply get(Site& site, Call& call) {
    return {document(site.instance.containers().get(call.id(0)))};
}

ContainerOptions options(const Given& body) {
    return {body.optional_text("key_prefix"), body.optional_seconds("retention"),
            body.optional_flag("presigned"), body.optional_texts("modules")};
}

Reply create(Site& site, Call& call) {
    call.body.only({"configuration", "name", "how", "key_prefix", "retention", "presigned", "modules"});
    const auto configuration = call.body.text("configuration"), name = call.body.text("name"),
               how = call.body.text("how");
    if (how != "create" && how != "enter") throw http::Fault(400, "'how' must be 'create' or 'enter'");
    auto& containers = site.instance.containers();
    const auto given = options(call.body);
    const auto made = how == "create" ? containers.create(configuration, name, given)
                                      : containers.enter(configuration, name, given);
    site.events.changed("containers");
    return created(document(made));
}

Reply change(Site& site, Call& call) {
    call.body.only({"key_prefix", "retention", "presigned", "modules"});
    const auto id = call.id(0);
    site.instance.containers().change(container_name(site.instance, id), options(call.body));
    site.events.changed("containers");
    return {document(site.instance.containers().get(id))};
}

Reply forget(Site& site, Call& call) {
    site.instance.containers().forget(container_name(site.instance, call.id(0)));
    site.events.changed("containers");
    return no_content();
}

Reply usage(Site& site, Call& call) {
    const auto id = call.id(0);
    container_name(site.instance, id);  // there is one
    json::array modules;
    for (const auto& [module, sum] :
         usage_by_module(site.instance.registry(), site.instance.objects().usage(id)))
        modules.push_back(
            json::object{{"module", json_text(module)}, {"objects", sum.objects}, {"bytes", sum.bytes}});
    return {json::object{{"modules", std::move(modules)}}};
}

// While a name is being typed: what the kind's own rules say of it.
Reply name(Site&, Call& call) {
    call.takes({"kind", "name"});
    const auto fault = store_kind(call.text("kind")).container_name_fault(call.text("name"));
    return {json::object{{"valid", !fault}, {"words", json_text(fault.value_or(""))}}};
}

}  // namespace

void add_containers(Router& router, Site& site) {
    static const std::string all = "/api/containers", one = all + "/{}";
    add(router, site, "GET", all, list);
    add(router, site, "POST", all, create);
    add(router, site, "GET", one, get);
    add(router, site, "PATCH", one, change);
    add(router, site, "DELETE", one, forget);
    add(router, site, "GET", one + "/usage", usage);
    add(router, site, "GET", "/api/container-name", name);
}

}  // namespace outfield::server::api
