// The right to run one background job, among all servers of a catalog.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/recurring.h"
#include "catalog/catalog.h"

namespace outfield::server {

// Renewed by a thread of its own until it is ended, or lost because that did not work for too long.
class JobLease {
  public:
    // nullptr: the job is not due, or another server runs it.
    static std::unique_ptr<JobLease> take(catalog::Catalog& catalog, const std::string& job,
                                          std::chrono::seconds every);

    bool is_lost() const noexcept { return lost_; }
    // Never throws: a server that cannot say that its job has ended has lost it.
    void end(const std::string& outcome, const std::string& detail) noexcept;

    JobLease(catalog::Catalog& catalog, std::string job, std::string holder);

  private:
    void renew();

    catalog::Catalog& catalog_;
    const std::string job_, holder_;
    std::atomic<bool> lost_{false};
    std::chrono::steady_clock::time_point renewed_ = std::chrono::steady_clock::now();
    std::optional<Recurring> renewing_;
};

}  // namespace outfield::server
