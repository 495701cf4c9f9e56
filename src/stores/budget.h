// How many retries a store gets: a share of its calls and a small reserve, so that a store in trouble is not
// buried in repetitions. Thread-safe.
#pragma once

#include <algorithm>
#include <mutex>

namespace outfield {

class RetryBudget {
  public:
    // `share`: retries that each call earns. `reserve`: how many may be saved up; the budget starts with
    // them.
    RetryBudget(double share, double reserve) : share_(share), reserve_(reserve), left_(reserve) {}

    void earn() {
        const std::lock_guard lock(mutex_);
        left_ = std::min(reserve_, left_ + share_);
    }
    // False: nothing is left.
    bool spend() {
        const std::lock_guard lock(mutex_);
        if (left_ < 1) return false;
        left_ -= 1;
        return true;
    }

  private:
    std::mutex mutex_;
    const double share_, reserve_;
    double left_;
};

}  // namespace outfield
