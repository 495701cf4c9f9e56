// Something that is done again and again meanwhile.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace outfield {

// Calls `work` on a thread of its own, each time that `interval` is over, until it is destroyed; waits then
// for a call under way. What `work` throws is dropped: it is called again.
class Recurring {
  public:
    Recurring(std::chrono::milliseconds interval, std::function<void()> work);

  private:
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace outfield
