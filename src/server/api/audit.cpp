// GET /api/audit: who did what, the newest first.
#include <boost/json.hpp>

#include "documents/text.h"
#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

json::object document(const access::AuditEntry& entry) {
    return {{"id", entry.id},
            {"time", to_string(entry.time)},
            {"user", entry.user},
            {"login", json_text(entry.login)},
            {"peer", json_text(entry.peer)},
            {"action", json_text(entry.action)},
            {"model", json_text(entry.model)},
            {"record", entry.record},
            {"detail", json_text(entry.detail)}};
}

Reply list(Site& site, Call& call) {
    call.takes({"after", "limit"});
    const auto limit = call.limit();
    const auto page = site.access.audit_entries(call.number("after").value_or(0), limit);
    json::array all;
    for (const auto& entry : page) all.push_back(document(entry));
    json::object body{{"items", std::move(all)}, {"next", nullptr}};
    if (page.size() == limit) body["next"] = std::to_string(page.back().id);
    return {std::move(body)};
}

}  // namespace

void add_audit(Router& router, Site& site) {
    add(router, site, "GET", "/api/audit", list);
}

}  // namespace outfield::server::api
