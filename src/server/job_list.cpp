#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "catalog/scrubbing.h"
#include "documents/text.h"
#include "documents/upkeep.h"
#include "instance/rooms.h"
#include "server/findings.h"
#include "server/jobs.h"
#include "server/usage_now.h"

namespace outfield::server {
namespace {

constexpr std::size_t most_told = 100;  // findings of one check in the log; the figures have all
constexpr std::chrono::seconds a_day = std::chrono::hours(24);

void tell_faults(Site& site, const std::string& job, const std::vector<std::string>& faults,
                 Progress& progress) {
    for (const auto& fault : faults) {
        site.log.write(LogLevel::warning, "finding", {{"job", job}, {"words", json_text(fault)}});
        progress.fault(fault);
    }
}

boost::json::object figures_of(const Collection& collection) {
    return {{"removed", collection.removed},
            {"removed_bytes", collection.removed_bytes},
            {"revisited", collection.revisited},
            {"not_removed", collection.failed}};
}

JobEnd collect(Site& site, Progress& progress) {
    const auto done = site.instance.collector().collect({}, [&](const Collection& so_far) {
        progress.reach(so_far.removed + so_far.revisited + so_far.failed, so_far.removed_bytes);
        progress.figures(figures_of(so_far));  // what is removed is told of a run that is stopped too
        progress.check();
    });
    tell_faults(site, "collect", done.faults, progress);
    return {done.failed == 0, figures_of(done), {}};
}

std::uint64_t values_that_need_objects(Instance& instance) {
    std::uint64_t values = 0;
    for (const auto& container : instance.containers().all())
        values += static_cast<std::uint64_t>(container.live + container.condemned);
    return values;
}

// What is told in another way is no figure.
boost::json::object without(std::string_view name, boost::json::object document) {
    document.erase(name);
    return document;
}

JobEnd check_stores(Site& site, Progress& progress) {
    progress.expect(values_that_need_objects(site.instance));
    FoundSoFar found;
    std::size_t told = 0;
    const auto take = [&](const Finding& finding) {
        auto document = finding_document(finding);
        found.add(document);
        if (++told > most_told) return;
        progress.fault(finding.words);
        document["job"] = "check";
        site.log.write(LogLevel::warning, "finding", document);
    };
    const auto totals = site.instance.checker().check(0, take, [&](const CheckTotals& so_far) {
        progress.reach(so_far.values);
        progress.check();
    });
    return {totals.sound(), without("sound", to_json(totals)), found.list()};
}

ScrubOptions daily_share(const Options& options) {
    ScrubOptions share;
    if (options.scrub_bytes > 0) share.most_bytes = options.scrub_bytes;
    share.bytes_per_second = options.scrub_rate;
    return share;
}

void expect_scrub(Site& site, const ScrubOptions& options, Progress& progress) {
    const auto extent =
        sql::reading(Rooms(site.instance).catalog().database(), [&](sql::Connection& connection) {
            return catalog::Scrubbing(connection).unverified_since(now() - options.not_since);
        });
    const bool is_whole = extent.bytes <= options.most_bytes;
    progress.expect(is_whole ? extent.values : 0, is_whole ? extent.bytes : options.most_bytes);
}

JobEnd scrub(Site& site, Progress& progress, ScrubOptions options) {
    expect_scrub(site, options, progress);
    options.while_reading = [&] { progress.check(); };
    const auto totals = site.instance.scrubber().scrub(options, [&](const ScrubTotals& so_far) {
        progress.reach(so_far.whole + so_far.damaged + so_far.out_of_reach, so_far.whole_bytes);
        progress.check();
    });
    tell_faults(site, "scrub", totals.faults, progress);
    tell_faults(site, "scrub", totals.obstacles, progress);
    FoundSoFar found;
    add_damaged(Rooms(site.instance).catalog(), found);
    for (const auto& obstacle : totals.obstacles) {
        Finding finding;
        finding.kind = Finding::Kind::out_of_reach;
        finding.words = obstacle;
        found.add(finding_document(finding));
    }
    return {totals.damaged + totals.out_of_reach == 0, without("faults", to_json(totals)), found.list()};
}

JobEnd prune_audit(Site& site, Progress&) {
    return {true, {{"removed", site.access.prune_audit(now() - site.options.audit_kept)}}, {}};
}

}  // namespace

std::vector<Job> jobs_of(Site& site) {
    const auto& options = site.options;
    std::vector<Job> jobs;
    const auto add = [&](const char* name, std::chrono::seconds every, auto run) {
        jobs.push_back({name, every, [&site, run](Progress& progress) { return run(site, progress); }});
    };
    add("collect", options.collect_every, collect);
    add("check", options.check_every, check_stores);
    add("scrub", options.scrub_every,
        [](Site& on, Progress& progress) { return scrub(on, progress, daily_share(on.options)); });
    add("usage", a_day, sample_usage);
    add("audit", std::min(options.audit_kept, a_day), prune_audit);
    return jobs;
}

Job job_of(Site& site, std::string_view name) {
    for (auto& job : jobs_of(site))
        if (job.name == name) return std::move(job);
    throw Error(ErrorKind::not_found, fmt::format("there is no job '{}'", name));
}

Job whole_scrub(Site& site) {
    return {"scrub", std::chrono::seconds(0), [&site](Progress& progress) {
                ScrubOptions options;
                options.not_since = std::chrono::seconds(0);
                return scrub(site, progress, options);
            }};
}

}  // namespace outfield::server
