#include <boost/json/serialize.hpp>

#include "instance/rooms.h"
#include "server/failure.h"
#include "server/jobs.h"

namespace outfield::server {
namespace {

using Clock = std::chrono::steady_clock;

struct Run {
    std::string outcome = "ok";
    boost::json::object members;
};

void keep(Site& site, const Job& job, const std::optional<catalog::FindingList>& found) {
    if (!found) return;
    Rooms(site.instance).catalog().database().write([&](sql::Connection& connection) {
        catalog::Findings(connection).replace(job.name, *found);
    });
}

Run carry_out(Site& site, const Job& job, Progress& progress) {
    Run run;
    try {
        progress.check();
        auto end = job.run(progress);
        if (!end.ok) run.outcome = "failed";
        run.members = std::move(end.figures);
        progress.figures(run.members);
        keep(site, job, end.found);
    } catch (const Stopped& stopped) {
        run.outcome = stopped.why == Ending::cancelled ? "cancelled" : "stopped";
        run.members = progress.state().figures;
    } catch (...) {
        run.outcome = "failed";
        const auto words = failure_of(std::current_exception()).words;
        run.members["words"] = words;
        progress.fault(words);
    }
    return run;
}

void tell(Site& site, const Job& job, Run run, Clock::duration took) {
    site.metrics.job_ended(job.name, run.outcome);
    const auto level = run.outcome == "failed" ? LogLevel::warning : LogLevel::info;
    run.members["job"] = job.name;
    run.members["outcome"] = std::move(run.outcome);
    run.members["seconds"] = std::chrono::duration<double>(took).count();
    site.log.write(level, "job", run.members);
}

}  // namespace

std::string run_job(Site& site, const Job& job, JobLease& lease, Progress& progress) {
    site.log.write(LogLevel::debug, "job begins", {{"job", job.name}});
    site.events.changed("jobs");
    const auto begin = Clock::now();
    const auto run = carry_out(site, job, progress);
    lease.end(run.outcome, boost::json::serialize(run.members));
    tell(site, job, run, Clock::now() - begin);
    site.events.changed("jobs");
    if (job.name == "collect") site.events.changed("trash");
    return run.outcome;
}

}  // namespace outfield::server
