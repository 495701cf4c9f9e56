#include "stores/retries.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <thread>

namespace outfield {

Busy::Busy(std::string_view server, std::size_t connections, std::chrono::seconds waited)
    : NotNow(
          ErrorKind::unavailable,
          fmt::format("All {} connections to {} have been busy for {} s. Raise the setting 'connections', or "
                      "do less at a time.",
                      connections, server, waited.count()),
          Retry::yes) {}

Retries::Retries(RetryPolicy policy)
    : policy_(std::move(policy)), budget_(policy_.budget_share, policy_.budget_reserve) {
    if (!policy_.sleep) policy_.sleep = [](auto pause) { std::this_thread::sleep_for(pause); };
}

std::chrono::milliseconds Retries::pause_after(unsigned attempt_number) const {
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto most = std::min(policy_.longest_pause, policy_.first_pause * (1U << (attempt_number - 1)));
    return std::chrono::milliseconds(std::uniform_int_distribution<std::int64_t>(0, most.count())(random));
}

}  // namespace outfield
