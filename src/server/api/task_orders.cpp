#include "server/api/task_orders.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <set>

#include "access/audited.h"
#include "catalog/blobs.h"
#include "instance/rooms.h"
#include "server/api/container_name.h"
#include "server/bulk.h"
#include "server/jobs.h"

namespace outfield::server::api {
namespace {

constexpr std::size_t most_objects = 100'000;

std::shared_ptr<JobLease> lease_of(Site& site, const std::string& job) {
    std::shared_ptr<JobLease> lease =
        JobLease::take(Rooms(site.instance).catalog(), job, std::chrono::seconds(0));
    if (!lease)
        throw Error(ErrorKind::conflict, fmt::format("a {} runs already, here or on another server of this "
                                                     "catalog; wait until it has ended",
                                                     job));
    return lease;
}

boost::json::object started(Site& site, Call& call, TaskOrder order, std::string_view detail = {}) {
    boost::json::object task;
    const auto action = "task." + order.kind;
    call.noted(site, action, detail, [&] { task = site.tasks.start(std::move(order)); });
    return task;
}

// The lease is given back where the task cannot be started.
boost::json::object started_under(JobLease& lease, Site& site, Call& call, TaskOrder order) {
    try {
        return started(site, call, std::move(order));
    } catch (...) {
        lease.end("cancelled", "");
        throw;
    }
}

boost::json::object start_job(Site& site, Call& call, Job job) {
    const auto lease = lease_of(site, job.name);
    TaskOrder order{job.name, call.user().login, true};
    order.run = [&site, job, lease](Progress& progress) {
        const auto outcome = run_job(site, job, *lease, progress);
        if (outcome == "stopped" || outcome == "cancelled") throw Stopped(Ending::cancelled);
        return outcome == "ok";
    };
    order.must_end = [lease] { return lease->is_lost(); };
    return started_under(*lease, site, call, std::move(order));
}

bool repair(Site& site, Progress& progress) {
    const auto done = site.instance.scrubber().repair([&](const RepairTotals& so_far) {
        progress.reach(so_far.whole_again + so_far.repaired + so_far.beyond_repair.size());
        progress.check();
    });
    for (const auto& fault : done.faults) progress.fault(fault);
    for (const auto blob : done.beyond_repair)
        progress.fault(fmt::format("object {}: no good copy is known", blob));
    progress.figures({{"whole_again", done.whole_again},
                      {"repaired", done.repaired},
                      {"beyond_repair", done.beyond_repair.size()}});
    site.events.changed("objects");
    return done.beyond_repair.empty();
}

boost::json::object start_repair(Site& site, Call& call) {
    const auto lease = lease_of(site, "repair");
    TaskOrder order{"repair", call.user().login, true};
    order.run = [&site, lease](Progress& progress) {
        try {
            const bool well = repair(site, progress);
            lease->end(well ? "ok" : "failed", "");
            return well;
        } catch (...) {
            lease->end("cancelled", "");
            throw;
        }
    };
    order.must_end = [lease] { return lease->is_lost(); };
    return started_under(*lease, site, call, std::move(order));
}

// In the order given, each once.
std::vector<BulkPiece> pieces_of(Site& site, const std::vector<std::int64_t>& blobs) {
    std::set<std::int64_t> seen;
    std::vector<BulkPiece> pieces;
    return sql::reading(Rooms(site.instance).catalog().database(), [&](sql::Connection& connection) {
        seen.clear();
        pieces.clear();
        for (const auto id : blobs) {
            if (!seen.insert(id).second) continue;
            const auto blob = catalog::Blobs(connection).find(id);
            pieces.push_back({id, blob ? blob->size : 0});
        }
        return pieces;
    });
}

boost::json::object start_bulk(Site& site, Call& call, std::string kind, Bulk bulk,
                               const std::string& where = {}) {
    bulk.call = "task " + kind;
    bulk.login = call.user().login;
    bulk.pieces = pieces_of(site, call.body.numbers("objects", most_objects));
    const auto note = fmt::format("{} objects{}", bulk.pieces.size(), where);
    TaskOrder order{kind, call.user().login};
    order.run = [&site, bulk = std::move(bulk)](Progress& progress) {
        const auto tell = [&site] {
            for (const auto* what : {"objects", "containers", "trash"}) site.events.changed(what);
        };
        try {
            const bool all = carry_out(bulk, progress);
            tell();
            return all;
        } catch (const Stopped&) {
            tell();
            throw;
        }
    };
    return started(site, call, std::move(order), note);
}

boost::json::object start_move(Site& site, Call& call) {
    const auto to = container_name(site.instance, call.body.number("to"));
    Bulk bulk;
    bulk.figure = "moved";
    bulk.each = [&site, to](std::int64_t blob, const auto& more) {
        site.instance.objects().move(std::to_string(blob), to, more);
    };
    return start_bulk(site, call, "move", std::move(bulk), " to " + to);
}

boost::json::object start_delete(Site& site, Call& call) {
    Bulk bulk;
    bulk.figure = "deleted";
    bulk.each = [&site, who = call.user(), peer = call.credentials.peer](std::int64_t blob, const auto&) {
        const access::Audited audited(site.instance.registry(), who, peer);
        site.instance.objects().remove(std::to_string(blob));
    };
    return start_bulk(site, call, "delete", std::move(bulk));
}

boost::json::object start_restore(Site& site, Call& call) {
    RestoreOptions how;
    how.as_attachment = call.body.flag("as_attachment");
    how.replace = call.body.flag("replace");
    Bulk bulk;
    bulk.figure = "restored";
    bulk.each = [&site, how](std::int64_t blob, const auto&) { site.instance.trash().restore(blob, how); };
    return start_bulk(site, call, "restore", std::move(bulk));
}

}  // namespace

boost::json::object start_task(Site& site, Call& call) {
    const auto kind = call.body.text("kind");
    const auto takes = [&](std::initializer_list<std::string_view> names) { call.body.only(names); };
    if (kind == "check" || kind == "collect")
        return takes({"kind"}), start_job(site, call, job_of(site, kind));
    if (kind == "scrub")
        return takes({"kind", "all"}),
               start_job(site, call, call.body.flag("all") ? whole_scrub(site) : job_of(site, kind));
    if (kind == "repair") return takes({"kind"}), start_repair(site, call);
    if (kind == "move") return takes({"kind", "objects", "to"}), start_move(site, call);
    if (kind == "delete") return takes({"kind", "objects"}), start_delete(site, call);
    if (kind == "restore")
        return takes({"kind", "objects", "as_attachment", "replace"}), start_restore(site, call);
    throw http::Fault(400, "'kind' must be check, scrub, collect, repair, move, delete or restore");
}

}  // namespace outfield::server::api
