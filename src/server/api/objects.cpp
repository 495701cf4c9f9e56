// /api/objects: what the catalog knows of the objects in the stores.
#include "documents/objects.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>

#include "documents/text.h"
#include "methods/display_names.h"
#include "server/api/call.h"
#include "server/api/container_name.h"
#include "server/api/object_query.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_history = 100;

// One query for each model. The name of a record that is gone is empty.
json::array documents(Site& site, const std::vector<CataloguedObject>& objects) {
    std::map<std::string, RecordIds> records;
    for (const auto& one : objects) records[one.address.model].push_back(one.address.record);
    std::map<std::string, methods::DisplayNames> names;
    for (const auto& [model, ids] : records)
        if (site.instance.registry().has_model(model))
            names[model] = methods::display_names(site.instance, model, ids);
    json::array all;
    for (const auto& one : objects) {
        auto& document = all.emplace_back(to_json(one)).as_object();
        const auto& known = names[one.address.model];
        const auto name = known.find(one.address.record);
        document["record_name"] = name == known.end() ? json::string() : json_text(name->second);
    }
    return all;
}

json::value document(Site& site, const CataloguedObject& object) {
    return documents(site, {object})[0];
}

Reply list(Site& site, Call& call) {
    const auto query = object_query(call);
    const auto page = site.instance.objects().page(query);
    json::object body{{"items", documents(site, page)}, {"next", nullptr}};
    if (page.size() == query.limit) body["next"] = cursor(page.back());
    return {std::move(body)};
}

json::object past(const CataloguedObject& object) {
    const auto& [value, address, verified, trashed] = object;
    json::object document{{"blob", value.blob},
                          {"file_name", json_text(value.file_name)},
                          {"size", value.size},
                          {"written", to_string(value.written)},
                          {"condemned_at", nullptr},
                          {"removable_at", nullptr},
                          {"reason", ""},
                          {"state", trashed ? "condemned" : "live"}};
    if (!trashed) return document;
    document["condemned_at"] = to_string(trashed->condemned_at);
    document["removable_at"] = to_string(trashed->removable_at);
    document["reason"] = trashed->reason;
    return document;
}

Reply get(Site& site, Call& call) {
    auto& objects = site.instance.objects();
    const auto object = objects.known(call.id(0));
    auto body = document(site, object).as_object();
    json::array history;
    for (const auto& one : objects.history(object.address, longest_history)) history.push_back(past(one));
    body["history"] = std::move(history);
    return {std::move(body)};
}

void changed(Site& site) {
    site.events.changed("objects");
    site.events.changed("containers");  // what they hold
}

Reply move(Site& site, Call& call) {
    call.body.only({"to"});
    auto& objects = site.instance.objects();
    const auto object = objects.known(call.id(0));
    const auto to = container_name(site.instance, call.body.number("to"));
    const auto& [model, record, field] = object.address;
    const auto detail =
        fmt::format("{}, from {}/{} to {}", field, object.value.configuration, object.value.container, to);
    std::int64_t moved = 0;
    call.noted(
        site, "object.move", detail,
        [&] { moved = objects.move(std::to_string(object.value.blob), to).blob; }, model, record);
    changed(site);
    return {document(site, objects.known(moved))};
}

Reply remove(Site& site, Call& call) {
    auto& objects = site.instance.objects();
    const auto object = objects.known(call.id(0));
    objects.remove(std::to_string(object.value.blob));
    changed(site);
    site.events.changed("trash");
    return no_content();
}

}  // namespace

void add_objects(Router& router, Site& site) {
    static const std::string all = "/api/objects", one = all + "/{}";
    add(router, site, "GET", all, list);
    add(router, site, "GET", one, get);
    add(router, site, "DELETE", one, remove);
    add(router, site, "POST", one + "/move", move);
}

}  // namespace outfield::server::api
