#include "server/job_lease.h"

#include "base/random.h"
#include "catalog/jobs.h"

namespace outfield::server {

static constexpr std::chrono::seconds length{60};

std::unique_ptr<JobLease> JobLease::take(catalog::Catalog& catalog, const std::string& job,
                                         std::chrono::seconds every) {
    auto holder = random_id(16);
    const bool ours = sql::writing(catalog.database(), [&](sql::Connection& connection) {
        return catalog::Jobs(connection).take(job, holder, every, length);
    });
    return ours ? std::make_unique<JobLease>(catalog, job, std::move(holder)) : nullptr;
}

JobLease::JobLease(catalog::Catalog& catalog, std::string job, std::string holder)
    : catalog_(catalog), job_(std::move(job)), holder_(std::move(holder)) {
    renewing_.emplace(length / 4, [this] { renew(); });
}

void JobLease::renew() {
    if (lost_) return;
    try {
        lost_ = !sql::writing(catalog_.database(), [&](sql::Connection& connection) {
            return catalog::Jobs(connection).renew(job_, holder_, length);
        });
        renewed_ = std::chrono::steady_clock::now();
    } catch (const std::exception&) {
        if (std::chrono::steady_clock::now() - renewed_ > length) lost_ = true;
    }
}

void JobLease::end(const std::string& outcome, const std::string& detail) noexcept try {
    renewing_.reset();
    sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::Jobs(connection).end(job_, holder_, outcome, detail);
    });
} catch (const std::exception&) {
}

}  // namespace outfield::server
