// A health report in JSON.
#pragma once

#include <boost/json/object.hpp>

#include "server/health.h"

namespace outfield::server {

// {"status": "ok" | "unavailable", "catalog": "ok", "stores": {"amazon": "ok"}, "reason": "..."}; the reason
// is there when something is wrong.
inline boost::json::object to_json(const HealthReport& report) {
    boost::json::object stores;
    for (const auto& [name, state] : report.stores) stores[name] = state;
    boost::json::object body{{"status", report.is_good ? "ok" : "unavailable"},
                             {"catalog", report.catalog},
                             {"stores", std::move(stores)}};
    if (!report.is_good) body["reason"] = report.reason;
    return body;
}

}  // namespace outfield::server
