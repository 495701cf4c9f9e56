// GET /metrics: for Prometheus.
#include <memory>

#include "server/catalog_gauges.h"
#include "server/credentials.h"
#include "server/forwarded.h"
#include "server/routes.h"

namespace outfield::server {
namespace {

// A proxy on this machine that nobody trusts speaks for strangers.
bool is_from_here(const http::Exchange& exchange) {
    return is_loopback(exchange.peer()) && exchange.header("X-Forwarded-For").empty() &&
           exchange.header("Forwarded").empty() && exchange.header("Via").empty();
}

void require_permission(Site& site, const Credentials& credentials) {
    const auto identity = required_identity(site.access, credentials);
    if (!identity.is_administrator || identity.scope == "files")
        throw http::Fault(403, "the metrics are for administrators");
}

void set_own_gauges(Site& site) {
    auto& metrics = site.metrics;
    const auto queue = [&](const char* pool, const http::Workers& workers) {
        metrics.set("outfield_work_unfinished", "Pieces of work that run or wait, by pool of threads",
                    static_cast<double>(workers.unfinished()), {{"pool", pool}});
    };
    queue("lookups", site.lookups);
    queue("workers", site.workers);
    queue("transfers", site.transfers);
    metrics.set("outfield_connections", "Open connections of clients",
                static_cast<double>(site.connections()));
    metrics.set("outfield_log_lines_dropped", "Lines of the log that nobody took in time",
                static_cast<double>(site.log.dropped()));
}

http::Awaitable<void> serve(Site& site, http::Exchange& exchange, std::shared_ptr<CatalogGauges> gauges) {
    const auto credentials = credentials_of(exchange);
    const bool may = site.options.metrics_for_all || is_from_here(exchange);
    auto text = co_await site.workers.run([&] {
        const Acting acting(exchange.work());
        if (!may) require_permission(site, credentials);
        gauges->refresh();
        set_own_gauges(site);
        return site.metrics.render();
    });
    http::Answer answer{
        200, std::string(Metrics::media_type), std::move(text), {{"Cache-Control", "no-store"}}};
    co_await exchange.answer(std::move(answer));
}

}  // namespace

void add_metrics(Router& router, Site& site) {
    const auto gauges = std::make_shared<CatalogGauges>(site.instance, site.metrics);
    router.add({"GET"}, "/metrics", [&site, gauges](http::Exchange& exchange, const Path&) {
        return serve(site, exchange, gauges);
    });
}

}  // namespace outfield::server
