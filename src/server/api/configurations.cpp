// /api/configurations: how to reach S3 accounts, FTP servers and local directories.
#include "documents/configurations.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>
#include <string>

#include "documents/containers.h"
#include "documents/text.h"
#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

using Counts = std::map<std::string, Metrics::StoreCounts>;

// Of secrets, the names of those that are set.
json::object document(const ConfigurationSummary& one, const Counts& counts) {
    auto document = to_json(one);
    document["secrets"] = json_texts(one.secrets);
    const auto found = counts.find(one.name);
    const auto seen = found == counts.end() ? Metrics::StoreCounts() : found->second;
    document["breaker"] = seen.breaker_open ? json::value("open") : json::value(nullptr);
    document["operations"] = {{"ok", seen.succeeded}, {"failed", seen.failed}};
    return document;
}

json::object document(Site& site, std::string_view name) {
    return document(site.instance.configurations().get(name), site.metrics.stores());
}

Reply list(Site& site, Call&) {
    const auto counts = site.metrics.stores();
    json::array all;
    for (const auto& one : site.instance.configurations().all()) all.push_back(document(one, counts));
    return items(std::move(all));
}

Reply get(Site& site, Call& call) {
    return {document(site, call.path[0])};
}

// null and "" unset one.
std::map<std::string, std::string> texts(const Given& body, std::string_view member) {
    std::map<std::string, std::string> texts;
    const auto given = body.object(member);
    for (const auto& [name, value] : given.members()) {
        if (!value.is_string() && !value.is_null())
            throw http::Fault(
                400, fmt::format("'{}' in '{}' must be text, or null", std::string_view(name), member));
        texts[name] = value.is_null() ? std::string() : std::string(value.as_string());
    }
    return texts;
}

Settings settings(const Given& body) {
    std::map<std::string, Secret> secrets;
    for (auto& [name, text] : texts(body, "secrets")) secrets.emplace(name, Secret(std::move(text)));
    return Settings(texts(body, "settings"), std::move(secrets));
}

Reply create(Site& site, Call& call) {
    call.body.only({"name", "kind", "settings", "secrets", "default"});
    const auto name = call.body.text("name");
    const auto given = settings(call.body);
    auto& configurations = site.instance.configurations();
    configurations.add(name, call.body.text("kind"), given);
    if (call.body.flag("default")) configurations.make_default(name);
    site.events.changed("configurations");
    return created(document(site, name));
}

Reply change(Site& site, Call& call) {
    call.body.only({"settings", "secrets", "default", "moved"});
    auto& configurations = site.instance.configurations();
    const auto before = configurations.get(call.path[0]);
    const auto is_default = call.body.optional_flag("default");
    if (is_default == false && before.is_default)
        throw http::Fault(400, "'default': make another one the default of its kind instead");
    const auto given = settings(call.body);
    if (!given.plain().empty() || !given.secrets().empty())
        configurations.change(before.name, given, call.body.flag("moved"));
    if (is_default == true) configurations.make_default(before.name);
    site.events.changed("configurations");
    return {document(site, before.name)};
}

Reply remove(Site& site, Call& call) {
    site.instance.configurations().remove(call.path[0]);
    site.events.changed("configurations");
    return no_content();
}

std::string_view word(ProbeStep::Outcome outcome) {
    return outcome == ProbeStep::Outcome::failed ? "failed" : to_string(outcome);
}

Reply test(Site& site, Call& call) {
    call.body.only({"container"});
    json::array steps;
    for (const auto& step :
         site.instance.configurations().test(call.path[0], call.body.optional_text("container")))
        steps.push_back(json::object{{"name", json_text(step.name)},
                                     {"outcome", word(step.outcome)},
                                     {"detail", json_text(step.detail)},
                                     {"remedy", json_text(step.remedy)}});
    return {json::object{{"steps", std::move(steps)}}};
}

Reply synchronise(Site& site, Call& call) {
    const auto seen = site.instance.containers().synchronise(call.path[0]);
    site.events.changed("containers");
    return {to_json(seen)};
}

Reply policy(Site& site, Call& call) {
    return {json::parse(site.instance.iam_policy(call.path[0]))};
}

}  // namespace

void add_configurations(Router& router, Site& site) {
    static const std::string all = "/api/configurations", one = all + "/{}";
    add(router, site, "GET", all, list);
    add(router, site, "POST", all, create);
    add(router, site, "GET", one, get);
    add(router, site, "PATCH", one, change);
    add(router, site, "DELETE", one, remove);
    add(router, site, "POST", one + "/test", test);
    add(router, site, "POST", one + "/synchronise", synchronise);
    add(router, site, "GET", one + "/policy", policy);
}

}  // namespace outfield::server::api
