// Background jobs inside the server: collect, check, scrub and the pruning of the audit log, each by its
// schedule and on one server of a catalog at a time.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "server/site.h"

namespace outfield::server {

struct JobEnd {
    bool ok = true;
    boost::json::object figures;  // for the log, the metrics and the catalog
};

struct Job {
    std::string name;
    std::chrono::seconds every;
    // `check` throws when the job must end. Errors: it has failed.
    std::function<JobEnd(const std::function<void()>& check)> run;
};

// The jobs that the options ask for.
std::vector<Job> jobs_of(Site& site);

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
