// Tries again what can help by trying again: back-off with full jitter, a bounded number of times. A put is
// repeated when its source rewinds; a get goes on where it was cut; what a source or sink throws is never
// retried.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "layers/layer.h"

namespace outfield {

struct RetryPolicy {
    unsigned attempts = 5;  // in all, the first included
    std::chrono::milliseconds first_pause{
        100};  // the longest pause before the second attempt; doubles each time
    std::chrono::milliseconds longest_pause{5000};
    // Retries of all calls together: a fifth of the calls, and a hundred saved up. Past that an error is
    // final.
    double budget_share = 0.2;
    double budget_reserve = 100;
    std::function<void(std::chrono::milliseconds)> sleep;  // empty: the thread sleeps
};

std::unique_ptr<Storage> retrying(std::unique_ptr<Storage> inner, RetryPolicy policy = {});

}  // namespace outfield
