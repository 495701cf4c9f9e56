// /api/trash: values that were replaced or deleted, until their retention ends.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "documents/objects.h"
#include "documents/records.h"
#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

Reply list(Site& site, Call& call) {
    call.takes({"container", "after", "limit"});
    const auto limit = call.limit();
    const auto page = site.instance.trash().page(call.number("container").value_or(0),
                                                 call.number("after").value_or(0), limit);
    json::array all;
    for (const auto& one : page) all.push_back(to_json(one));
    json::object body{{"items", std::move(all)}, {"next", nullptr}};
    if (page.size() == limit) body["next"] = std::to_string(page.back().blob);
    return {std::move(body)};
}

Reply restore(Site& site, Call& call) {
    call.body.only({"as_attachment", "replace"});
    RestoreOptions how;
    how.as_attachment = call.body.flag("as_attachment");
    how.replace = call.body.flag("replace");
    const auto blob = call.id(0);
    FieldAddress address;
    call.noted(site, "object.restore", fmt::format("object {}", blob),
               [&] { address = site.instance.trash().restore(blob, how); });
    for (const auto* what : {"objects", "containers", "trash"}) site.events.changed(what);
    return {to_json(address)};
}

}  // namespace

void add_trash(Router& router, Site& site) {
    add(router, site, "GET", "/api/trash", list);
    add(router, site, "POST", "/api/trash/{}/restore", restore);
}

}  // namespace outfield::server::api
