#include "base/recurring.h"

#include <exception>

namespace outfield {

Recurring::Recurring(std::chrono::milliseconds interval, std::function<void()> work)
    : thread_([this, interval, work = std::move(work)](const std::stop_token& ended) {
          for (;;) {
              std::unique_lock lock(mutex_);
              if (wake_.wait_for(lock, ended, interval, [&] { return ended.stop_requested(); })) return;
              lock.unlock();
              try {
                  work();
              } catch (const std::exception&) {
              }
          }
      }) {}

}  // namespace outfield
