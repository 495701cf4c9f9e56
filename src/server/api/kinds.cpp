// /api/kinds: the kinds of configurations, with what a form for each must ask.
#include <boost/json.hpp>

#include "base/text.h"
#include "connections/stack.h"
#include "documents/configurations.h"
#include "documents/text.h"
#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

json::object document(const SettingSpec& setting) {
    auto document = to_json(setting);
    if (!setting.choices.empty()) document["choices"] = json_texts(split(setting.choices, ','));
    return document;
}

Reply kinds(Site&, Call&) {
    json::array all;
    for (const auto* kind : store_kinds()) {
        json::array settings;
        for (const auto& setting : kind->settings) settings.push_back(document(setting));
        all.push_back(json::object{{"kind", json_text(kind->name)},
                                   {"label", json_text(kind->title)},
                                   {"settings", std::move(settings)}});
    }
    return items(std::move(all));
}

}  // namespace

void add_kinds(Router& router, Site& site) {
    add(router, site, "GET", "/api/kinds", kinds);
}

}  // namespace outfield::server::api
