// GET /api/status: how all is, in one answer; GET /api/environment, for which the stores are asked.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "catalog/jobs.h"
#include "connections/connections.h"
#include "documents/containers.h"
#include "documents/objects.h"
#include "documents/text.h"
#include "instance/rooms.h"
#include "server/api/call.h"
#include "server/api/routes.h"
#include "server/health_document.h"
#include "server/jobs.h"

namespace outfield::server::api {
namespace {

namespace json = boost::json;

json::object environment_of(Instance& instance) {
    const auto& fence = Rooms(instance).connections().fence();
    const bool agrees = fence.agrees();
    return {{"identity", instance.identity()},
            {"agrees", agrees},
            {"disagreement", agrees ? json::value(nullptr) : json::value(json_text(fence.disagreement()))}};
}

json::value figures_of(const catalog::Job& row) {
    boost::system::error_code none;
    auto figures = json::parse(row.detail, none);
    return none ? json::value(json::object()) : figures;
}

json::object document(const Job& job, const catalog::Job* row) {
    json::object out{{"name", job.name},   {"every", job.every.count()}, {"running", false},
                     {"begun", nullptr},   {"ended", nullptr},           {"ok", nullptr},
                     {"outcome", nullptr}, {"figures", json::object()},  {"next", nullptr}};
    if (row == nullptr) return out;
    const bool runs = row->begun && !row->ended && row->lease_until > now();
    out["running"] = runs;
    out["begun"] = json_time(row->begun);
    out["ended"] = json_time(row->ended);
    if (!row->outcome.empty()) {
        out["ok"] = row->outcome == "ok";
        out["outcome"] = row->outcome;
        out["figures"] = figures_of(*row);
    }
    if (!runs && job.every.count() > 0) out["next"] = json_time(row->due(job.every));
    return out;
}

json::array jobs(Site& site) {
    std::map<std::string, catalog::Job> rows;
    for (auto& row : sql::reading(Rooms(site.instance).catalog().database(), [](sql::Connection& connection) {
             return catalog::Jobs(connection).all();
         }))
        rows.emplace(row.name, row);
    json::array all;
    for (const auto& job : jobs_of(site)) {
        const auto row = rows.find(job.name);
        all.push_back(document(job, row == rows.end() ? nullptr : &row->second));
    }
    return all;
}

double overdue_seconds(const Waiting& waiting) {
    if (!waiting.next) return 0;
    return std::max(0.0, std::chrono::duration<double>(now() - *waiting.next).count());
}

std::int64_t reserved(Instance& instance) {
    std::int64_t count = 0;
    for (const auto& container : instance.containers().all()) count += container.reserved;
    return count;
}

json::object status(Site& site, const HealthReport& health) {
    const auto waiting = site.instance.containers().waiting();
    return {{"environment", environment_of(site.instance)},
            {"health", to_json(health)},
            {"trash", {{"values", waiting.values}, {"bytes", waiting.bytes}}},
            {"waiting",
             {{"values", waiting.values},
              {"bytes", waiting.bytes},
              {"uploads", waiting.uploads},
              {"next", json_time(waiting.next)}}},
            {"garbage_overdue", overdue_seconds(waiting)},
            {"horizon", to_json(site.instance.trash().horizon())},
            {"jobs", jobs(site)},
            {"tasks", site.tasks.all()},
            {"reserved", reserved(site.instance)}};
}

http::Awaitable<void> serve_status(Site& site, http::Exchange& exchange) {
    const auto credentials = credentials_of(exchange);
    co_await site.workers.run([&] {
        const Acting acting(exchange.work());
        require_administrator(site, credentials, "GET");
    });
    const auto health = co_await site.health.report();
    auto text = co_await site.workers.run([&] {
        const Acting acting(exchange.work());
        return json::serialize(status(site, health)) + "\n";
    });
    http::Answer answer{200, "application/json", std::move(text), {{"Cache-Control", "no-store"}}};
    co_await exchange.answer(std::move(answer));
}

Reply show_environment(Site& site, Call& call) {
    call.takes({});
    const auto status = site.instance.environment().status();
    auto document = to_json(status);
    document["disagreement"] =
        status.agrees ? json::value(nullptr) : json::value(json_text(status.disagreement));
    auto& containers = document["containers"].as_array();
    for (std::size_t i = 0; i < status.containers.size(); ++i)
        containers[i].as_object()["id"] = status.containers[i].id;
    return {std::move(document)};
}

}  // namespace

void add_status(Router& router, Site& site) {
    router.add({"GET"}, "/api/status",
               [&site](http::Exchange& exchange, const Path&) { return serve_status(site, exchange); });
    add(router, site, "GET", "/api/environment", show_environment);
}

}  // namespace outfield::server::api
