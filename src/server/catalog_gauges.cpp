#include "server/catalog_gauges.h"

#include <boost/json.hpp>

#include "catalog/catalog.h"
#include "catalog/jobs.h"
#include "instance/rooms.h"

namespace outfield::server {
namespace {

constexpr std::chrono::seconds shortest_pause{10};

double seconds(std::chrono::microseconds length) {
    return std::chrono::duration<double>(length).count();
}

}  // namespace

void CatalogGauges::refresh() {
    const std::lock_guard lock(mutex_);
    const auto instant = std::chrono::steady_clock::now();
    if (asked_ && instant - *asked_ < shortest_pause) return;
    bool is_up = true;
    try {
        ask();
        ask_for_jobs();
    } catch (const std::exception&) {
        is_up = false;
    }
    metrics_.set("outfield_catalog_up", "1 while the catalog answers", is_up ? 1 : 0);
    asked_ = instant;
}

void CatalogGauges::ask() {
    const auto instant = now();
    const auto waiting = instance_.containers().waiting();
    metrics_.set("outfield_trash_values", "Replaced and deleted values whose bytes are still there",
                 static_cast<double>(waiting.values));
    metrics_.set("outfield_trash_bytes", "Bytes of these", static_cast<double>(waiting.bytes));
    metrics_.set("outfield_unfinished_uploads", "Uploads into stores that run, or that were given up",
                 static_cast<double>(waiting.uploads));
    metrics_.set("outfield_garbage_overdue_seconds",
                 "How long the oldest garbage could have been collected already",
                 waiting.next ? std::max(0.0, seconds(instant - *waiting.next)) : 0);
    const auto horizon = instance_.trash().horizon().since;
    metrics_.set("outfield_recovery_horizon_seconds",
                 "A backup of the catalog that is not older than this is complete; +Inf: any is",
                 horizon ? seconds(instant - *horizon) : std::numeric_limits<double>::infinity());
}

void CatalogGauges::ask_for_jobs() {
    const auto jobs = sql::reading(Rooms(instance_).catalog().database(), [](sql::Connection& connection) {
        return catalog::Jobs(connection).all();
    });
    const auto instant = now();
    for (const auto& job : jobs) {
        const Metrics::Labels labels{{"job", job.name}};
        metrics_.set("outfield_job_running", "1 while some server runs it",
                     !job.ended && job.lease_until > instant ? 1 : 0, labels);
        if (job.outcome.empty()) continue;
        metrics_.set("outfield_job_last_ok", "1 when its last run found nothing wrong",
                     job.outcome == "ok" ? 1 : 0, labels);
        if (job.ended)
            metrics_.set("outfield_job_last_end_timestamp_seconds", "When its last run ended",
                         seconds(job.ended->time_since_epoch()), labels);
        boost::system::error_code error;
        const auto figures = boost::json::parse(job.detail, error);
        if (error || !figures.is_object()) continue;
        for (const auto& [name, value] : figures.get_object())
            if (value.is_number())
                metrics_.set("outfield_job_figure", "What its last run counted", value.to_number<double>(),
                             {{"job", job.name}, {"figure", std::string(std::string_view(name))}});
    }
}

}  // namespace outfield::server
