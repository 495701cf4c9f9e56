// GET /api/operations: what this server has asked the stores since it started.
#include <boost/json.hpp>
#include <map>

#include "documents/text.h"
#include "server/api/call.h"
#include "server/api/routes.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

Reply list(Site& site, Call& call) {
    call.takes({});
    json::array all;
    for (const auto& [configuration, traffic] : site.metrics.traffic()) {
        json::array operations;
        for (const auto& one : traffic.operations)
            operations.push_back(
                json::object{{"operation", one.operation}, {"outcome", one.outcome}, {"count", one.count}});
        all.push_back(json::object{{"configuration", json_text(configuration)},
                                   {"operations", std::move(operations)},
                                   {"bytes_in", traffic.bytes_in},
                                   {"bytes_out", traffic.bytes_out}});
    }
    return items(std::move(all));
}

}  // namespace

void add_operations(Router& router, Site& site) {
    add(router, site, "GET", "/api/operations", list);
}

}  // namespace outfield::server::api
