#include "server/jobs.h"

#include <condition_variable>
#include <mutex>

#include "base/acting.h"
#include "catalog/jobs.h"
#include "instance/rooms.h"

namespace outfield::server {
namespace {

constexpr std::chrono::seconds longest_pause{30};
constexpr std::chrono::milliseconds shortest_pause{200};
// A catalog that is new, or that was never looked after, is not searched while its server still starts.
constexpr std::chrono::seconds settling{60};

void sleep(std::chrono::milliseconds length, const std::stop_token& stopping) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stopping, length, [&] { return stopping.stop_requested(); });
}

}  // namespace

void Schedule::start() {
    for (const auto& job : jobs_)
        if (job.every.count() > 0)
            threads_.emplace_back([this, &job] { follow(job, stopping_.get_token()); });
}

void Schedule::stop() noexcept {
    stopping_.request_stop();
}

void Schedule::join() {
    threads_.clear();
}

void Schedule::follow(const Job& job, const std::stop_token& stopping) {
    while (!stopping.stop_requested()) {
        auto pause = std::chrono::milliseconds(longest_pause);
        try {
            pause = until_due(job);
            if (pause <= std::chrono::milliseconds(0)) run(job, stopping);
        } catch (const std::exception& error) {
            site_.log.write(LogLevel::warning, "job", {{"job", job.name}, {"words", error.what()}});
        }
        sleep(std::clamp<std::chrono::milliseconds>(pause, shortest_pause, longest_pause), stopping);
    }
}

std::chrono::milliseconds Schedule::until_due(const Job& job) const {
    const auto row =
        sql::reading(Rooms(site_.instance).catalog().database(),
                     [&](sql::Connection& connection) { return catalog::Jobs(connection).find(job.name); });
    const auto due = row ? row->due(job.every) : std::nullopt;
    return std::chrono::ceil<std::chrono::milliseconds>(due.value_or(began_ + std::min(job.every, settling)) -
                                                        now());
}

void Schedule::run(const Job& job, const std::stop_token& stopping) {
    const auto lease = JobLease::take(Rooms(site_.instance).catalog(), job.name, job.every);
    if (!lease) return;
    const auto work = std::make_shared<Work>();
    work->calls("job " + job.name);
    const Acting acting(work);
    Progress progress(
        [&] { return stopping.stop_requested() || lease->is_lost() ? Ending::server_stops : Ending::none; });
    run_job(site_, job, *lease, progress);
}

}  // namespace outfield::server
