#include "server/jobs.h"

namespace outfield::server {
namespace {

using Check = std::function<void()>;

constexpr std::size_t most_findings = 100;  // of one check in the log; the figures have all
constexpr std::chrono::seconds audit_pruning = std::chrono::hours(24);

void tell_faults(Log& log, const std::string& job, const std::vector<std::string>& faults) {
    for (const auto& fault : faults)
        log.write(LogLevel::warning, "finding", {{"job", job}, {"words", fault}});
}

JobEnd collect(Site& site, const Check& check) {
    const auto done = site.instance.collector().collect({}, [&](const Collection&) { check(); });
    tell_faults(site.log, "collect", done.faults);
    return {done.failed == 0,
            {{"removed", done.removed},
             {"removed_bytes", done.removed_bytes},
             {"revisited", done.revisited},
             {"not_removed", done.failed}}};
}

JobEnd check_stores(Site& site, const Check& check) {
    std::size_t told = 0;
    const auto tell = [&](const Finding& finding) {
        if (++told > most_findings) return;
        site.log.write(LogLevel::warning, "finding",
                       {{"job", "check"},
                        {"kind", to_string(finding.kind)},
                        {"configuration", finding.configuration},
                        {"container", finding.container},
                        {"key", finding.key},
                        {"words", finding.words}});
    };
    const auto totals = site.instance.checker().check(0, tell, [&](const CheckTotals&) { check(); });
    return {totals.sound(),
            {{"objects", totals.objects},
             {"values", totals.values},
             {"missing", totals.missing},
             {"wrong_size", totals.wrong_size},
             {"strays", totals.strays},
             {"unfinished", totals.unfinished},
             {"out_of_reach", totals.out_of_reach}}};
}

JobEnd scrub(Site& site, const Check& check) {
    ScrubOptions options;
    if (site.options.scrub_bytes > 0) options.most_bytes = site.options.scrub_bytes;
    options.bytes_per_second = site.options.scrub_rate;
    options.while_reading = check;
    const auto totals = site.instance.scrubber().scrub(options, [&](const ScrubTotals&) { check(); });
    tell_faults(site.log, "scrub", totals.faults);
    return {totals.damaged + totals.out_of_reach == 0,
            {{"whole", totals.whole},
             {"whole_bytes", totals.whole_bytes},
             {"damaged", totals.damaged},
             {"out_of_reach", totals.out_of_reach}}};
}

JobEnd prune_audit(Site& site, const Check&) {
    return {true, {{"removed", site.access.prune_audit(now() - site.options.audit_kept)}}};
}

}  // namespace

std::vector<Job> jobs_of(Site& site) {
    const auto& options = site.options;
    const auto audit_every = std::min(options.audit_kept, audit_pruning);
    std::vector<Job> jobs;
    const auto add = [&](const char* name, std::chrono::seconds every, auto run) {
        if (every.count() == 0) return;
        jobs.push_back({name, every, [&site, run](const Check& check) { return run(site, check); }});
    };
    add("collect", options.collect_every, collect);
    add("check", options.check_every, check_stores);
    add("scrub", options.scrub_every, scrub);
    add("audit", audit_every, prune_audit);
    return jobs;
}

}  // namespace outfield::server
