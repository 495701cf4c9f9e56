// GET /healthz: whether requests should come here; GET /livez: whether the process answers at all.
#include <boost/json.hpp>

#include "server/health_document.h"
#include "server/routes.h"

namespace outfield::server {
namespace {

http::Answer answer_of(const HealthReport& report) {
    return {report.is_good ? 200U : 503U,
            "application/json",
            boost::json::serialize(to_json(report)) + "\n",
            {{"Cache-Control", "no-store"}}};
}

http::Awaitable<void> health(Site& site, http::Exchange& exchange) {
    const auto report = co_await site.health.report();
    auto answer = answer_of(report);
    co_await exchange.answer(std::move(answer));
}

http::Awaitable<void> life(http::Exchange& exchange) {
    http::Answer answer{200, "application/json", "{\"status\":\"ok\"}\n", {{"Cache-Control", "no-store"}}};
    co_await exchange.answer(std::move(answer));
}

}  // namespace

void add_health(Router& router, Site& site) {
    router.add({"GET"}, "/healthz",
               [&site](http::Exchange& exchange, const Path&) { return health(site, exchange); });
    router.add({"GET"}, "/livez", [](http::Exchange& exchange, const Path&) { return life(exchange); });
}

}  // namespace outfield::server
