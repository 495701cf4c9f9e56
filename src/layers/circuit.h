// What a breaker knows of one store: whether calls may go through. Thread-safe.
#pragma once

#include <outfield/time.h>

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "layers/breaker.h"

namespace outfield {

class Circuit {
  public:
    explicit Circuit(BreakerPolicy policy);

    // Before a call. Throws StoreDown while the circuit is open, except for one call in each pause.
    void enter();

    void answered() noexcept;
    void failed(const std::string& why);

  private:
    using Clock = std::chrono::steady_clock;

    const BreakerPolicy policy_;
    std::mutex mutex_;
    unsigned failures_ = 0;                  // in a row
    Clock::time_point first_{};              // of these
    std::optional<Clock::time_point> next_;  // the next try; set = open
    Time since_{};                           // the first failure, for people
    std::string why_;                        // the last failure
};

}  // namespace outfield
