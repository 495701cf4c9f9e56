// A circuit breaker: while a store does not answer, calls fail at once instead of waiting for one timeout
// after the other, so that a dead store holds nobody up who works with another one.
//
// It opens when so many calls in a row ended as unavailable or unknown, over at least one pause, and none
// came through. From then on one call in each pause is let through to try; the first that is answered closes
// it. A refusal (denied, not found) is an answer. What a source or a sink throws says nothing about the
// store.
#pragma once

#include <outfield/error.h>

#include <chrono>
#include <functional>
#include <memory>

#include "layers/layer.h"
#include "stores/retries.h"

namespace outfield {

struct BreakerPolicy {
    unsigned failures = 5;  // in a row; 0: never opens
    std::chrono::milliseconds pause{5000};
    std::function<std::chrono::steady_clock::time_point()> clock;  // empty: the steady clock
    // Told whether it is open and why, when that changes. It must not call the store. Empty: nobody.
    std::function<void(bool is_open, const std::string& why)> changed;
};

// What the open breaker throws: ErrorKind::unavailable, retryable, since when and when it is tried again.
// `retrying` passes it on at once.
class StoreDown final : public NotNow {
  public:
    explicit StoreDown(const std::string& message) : NotNow(ErrorKind::unavailable, message, Retry::yes) {}
};

// Thread-safe. Belongs below `retrying`, which would count several failures as one.
std::unique_ptr<Storage> breaking(std::unique_ptr<Storage> inner, BreakerPolicy policy = {});

}  // namespace outfield
