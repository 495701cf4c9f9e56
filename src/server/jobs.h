// Background jobs inside the server: collect, check, scrub, the daily sample of what is used and the pruning
// of the audit log, each by its schedule and on one server of a catalog at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "catalog/findings.h"
#include "server/job_lease.h"
#include "server/progress.h"
#include "server/site.h"

namespace outfield::server {

struct JobEnd {
    bool ok = true;
    boost::json::object figures;                // for the log, the metrics and the catalog
    std::optional<catalog::FindingList> found;  // in place of what the run before has found
};

struct Job {
    std::string name;
    std::chrono::seconds every;  // 0: never on its own
    // Throws Stopped when the progress says so. Errors: it has failed.
    std::function<JobEnd(Progress&)> run;
};

// All there are, with the options' schedule.
std::vector<Job> jobs_of(Site& site);
Job job_of(Site& site, std::string_view name);  // not_found
// A scrub without the options' limits, also of what was verified lately.
Job whole_scrub(Site& site);

// One run of a job whose lease was taken: it is logged and counted, and the catalog gets to know how it ended
// and what it found. Returns the outcome: "ok", "failed", "stopped" (and due
// again at once), "cancelled". Never throws what the job throws.
std::string run_job(Site& site, const Job& job, JobLease& lease, Progress& progress);

class Schedule {
  public:
    Schedule(Site& site, std::vector<Job> jobs) : site_(site), jobs_(std::move(jobs)) {}
    ~Schedule() { stop(); }  // and waits

    void start();
    void stop() noexcept;  // asks, from any thread: the jobs end within moments
    void join();

  private:
    void follow(const Job& job, const std::stop_token& stopping);
    std::chrono::milliseconds until_due(const Job& job) const;
    void run(const Job& job, const std::stop_token& stopping);

    Site& site_;
    const std::vector<Job> jobs_;
    const Time began_ = now();
    std::stop_source stopping_;
    std::vector<std::jthread> threads_;  // one a job: a check may take hours, and garbage does not wait
};

}  // namespace outfield::server
