#include "layers/circuit.h"

#include <fmt/format.h>

namespace outfield {

Circuit::Circuit(BreakerPolicy policy) : policy_(std::move(policy)) {}

void Circuit::enter() {
    const std::lock_guard lock(mutex_);
    if (!next_) return;
    const auto left = *next_ - policy_.clock();
    if (left <= Clock::duration::zero()) {
        *next_ = policy_.clock() + policy_.pause;
        return;
    }
    throw StoreDown(fmt::format(
        "the store has not answered since {} UTC ({} calls in a row failed), so it is not asked now; it is "
        "tried again at {} UTC. The last failure: {}",
        to_string(since_), failures_,
        to_string(now() + std::chrono::duration_cast<std::chrono::microseconds>(left)), why_));
}

void Circuit::answered() noexcept {
    const std::lock_guard lock(mutex_);
    failures_ = 0;
    if (!next_) return;
    next_.reset();
    if (policy_.changed) policy_.changed(false, why_);
}

void Circuit::failed(const std::string& why) {
    const std::lock_guard lock(mutex_);
    const auto instant = policy_.clock();
    if (failures_++ == 0) {
        first_ = instant;
        since_ = now();
    }
    why_ = why;
    if (next_ || failures_ < policy_.failures || instant - first_ < policy_.pause) return;
    next_ = instant + policy_.pause;
    if (policy_.changed) policy_.changed(true, why_);
}

}  // namespace outfield
