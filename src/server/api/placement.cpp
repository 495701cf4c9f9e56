// /api/modules, /api/placement: where the values of every binary field go, and where they are.
#include "documents/placement.h"

#include <boost/json.hpp>
#include <map>
#include <string>
#include <utility>

#include "documents/text.h"
#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

Reply modules(Site& site, Call&) {
    json::array all;
    for (const auto& module : site.instance.registry().modules()) {
        json::array models;
        for (const auto& model : module.models) models.push_back(json_text(model.name));
        all.push_back(json::object{{"name", json_text(module.name)},
                                   {"label", json_text(module.title)},
                                   {"models", std::move(models)}});
    }
    return items(std::move(all));
}

// Where values are, by model and field.
using Places = std::map<std::pair<std::string, std::string>, json::array>;

Places places(Site& site) {
    std::map<std::int64_t, std::pair<std::string, std::string>> names;
    for (const auto& one : site.instance.containers().all()) names[one.id] = {one.configuration, one.name};
    Places places;
    for (const auto& one : site.instance.objects().usage()) {
        const auto& [configuration, container] = names[one.container];
        places[{one.model, one.field}].push_back(json::object{{"configuration", json_text(configuration)},
                                                              {"container", json_text(container)},
                                                              {"objects", one.objects},
                                                              {"bytes", one.bytes}});
    }
    return places;
}

json::object document(Site& site, const Model& model, const std::string& name, const Field& field) {
    const auto explanation = site.instance.explain(model.name, name);
    auto document = to_json(model.name, name, explanation);
    document["module"] = json_text(model.module);
    document["label"] = json_text(field.label);
    document["store"] = json_text(field.store.empty() ? "database" : field.store);
    document["configuration"] = nullptr;
    if (explanation.container.empty()) return document;
    document["configuration"] = json_text(explanation.configuration);
    document["container"] = json_text(explanation.container);
    return document;
}

Reply placement(Site& site, Call&) {
    auto values = places(site);
    json::array all;
    for (const auto& module : site.instance.registry().modules())
        for (const auto& model : module.models)
            for (const auto& [name, field, origin] : model.fields) {
                if (field.type != FieldType::binary) continue;
                auto& one = all.emplace_back(document(site, model, name, field)).as_object();
                one["values"] = std::move(values[{model.name, name}]);
            }
    return items(std::move(all));
}

}  // namespace

void add_placement(Router& router, Site& site) {
    add(router, site, "GET", "/api/modules", modules);
    add(router, site, "GET", "/api/placement", placement);
}

}  // namespace outfield::server::api
