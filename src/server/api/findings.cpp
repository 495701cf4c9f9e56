// /api/findings: what the last check and the last scrub have found, and what is done about strays.
#include "server/findings.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <boost/json.hpp>

#include "documents/text.h"
#include "instance/rooms.h"
#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

constexpr std::chrono::seconds usual_grace = std::chrono::hours(24);

std::optional<catalog::FindingList> kept(Site& site, std::string_view job) {
    return sql::reading(Rooms(site.instance).catalog().database(),
                        [&](sql::Connection& connection) { return catalog::Findings(connection).of(job); });
}

Reply list(Site& site, Call& call) {
    call.takes({"job"});
    const auto job = call.text("job");
    if (job != "check" && job != "scrub") throw http::Fault(400, "'job' must be check or scrub");
    json::object body{{"job", job}, {"ended", nullptr}, {"found", 0}, {"items", json::array()}};
    const auto found = kept(site, job);
    if (!found) return {std::move(body)};
    body["ended"] = to_string(found->ended);
    body["found"] = found->found;
    for (const auto& item : found->items) body["items"].as_array().push_back(json::parse(item));
    return {std::move(body)};
}

struct Stray {
    std::string item;  // as it is kept
    Finding finding;
};

std::optional<Finding> stray_of(const json::object& document) {
    const auto text = [&](const char* name) {
        const auto* value = document.if_contains(name);
        return value && value->is_string() ? std::string(value->as_string()) : std::string();
    };
    Finding finding;
    finding.kind = Finding::Kind::stray;
    if (text("kind") == to_string(Finding::Kind::unfinished))
        finding.kind = Finding::Kind::unfinished;
    else if (text("kind") != to_string(Finding::Kind::stray))
        return std::nullopt;
    finding.configuration = text("configuration");
    finding.container = text("container");
    finding.key = text("key");
    finding.modified = parse_time(text("modified"));
    return finding;
}

// Only what the last check has seen, so that nothing else can be removed by a slip.
Stray find_stray(Site& site, const Given& given) {
    const auto configuration = given.text("configuration"), container = given.text("container"),
               key = given.text("key"), kind = given.optional_text("kind").value_or("stray");
    if (const auto found = kept(site, "check"))
        for (const auto& item : found->items) {
            auto finding = stray_of(json::parse(item).as_object());
            if (finding && finding->configuration == configuration && finding->container == container &&
                finding->key == key && to_string(finding->kind) == kind)
                return {item, *std::move(finding)};
        }
    throw Error(ErrorKind::not_found, fmt::format("the last check has found no {} object {}/{}/{}", kind,
                                                  configuration, container, key));
}

void forget(Site& site, const Stray& stray) {
    Rooms(site.instance).catalog().database().write([&](sql::Connection& connection) {
        catalog::Findings(connection).remove("check", stray.item);
    });
}

json::object deal_with(Site& site, const Stray& stray, const std::string& action,
                       std::chrono::seconds grace) {
    auto& strays = site.instance.strays();
    if (action == "adopt")
        return {{"model", "ir.attachment"}, {"record", strays.adopt(stray.finding, grace)}};
    try {
        strays.remove(stray.finding, grace);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::not_found) throw;
        // Somebody was quicker: it is gone, as it should be.
    }
    return {{"model", nullptr}, {"record", nullptr}};
}

Reply change_stray(Site& site, Call& call) {
    call.body.only({"configuration", "container", "key", "kind", "action", "older_than"});
    const auto action = call.body.text("action");
    if (action != "remove" && action != "adopt") throw http::Fault(400, "'action' must be remove or adopt");
    const auto stray = find_stray(site, call.body);
    const auto grace = call.body.optional_seconds("older_than").value_or(usual_grace);
    const auto& at = stray.finding;
    json::object answer;
    call.noted(site, "stray." + action, fmt::format("{}/{}/{}", at.configuration, at.container, at.key),
               [&] { answer = deal_with(site, stray, action, grace); });
    forget(site, stray);
    for (const auto* what : {"objects", "containers", "jobs"}) site.events.changed(what);
    return {std::move(answer)};
}

}  // namespace

void add_findings(Router& router, Site& site) {
    add(router, site, "GET", "/api/findings", list);
    add(router, site, "POST", "/api/findings/strays", change_stray);
}

}  // namespace outfield::server::api
