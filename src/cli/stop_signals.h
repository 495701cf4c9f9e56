// SIGTERM and SIGINT for a program that runs until it is told to stop.
#pragma once

#include <functional>
#include <memory>
#include <thread>

namespace outfield::cli {

// While one lives, the two signals wait to be watched for. Made before other threads, which inherit that.
class StopSignals {
  public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    // Calls `stop` from a thread of its own at the first signal; a second one ends the program at once. Ends
    // with what it returns.
    std::jthread watch(std::function<void()> stop) const;
};

}  // namespace outfield::cli
