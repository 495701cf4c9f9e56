#include "base/recurring.h"

#include <gtest/gtest.h>

#include <atomic>
#include <semaphore>
#include <stdexcept>

namespace outfield {
namespace {

TEST(Recurring, GoesOnWhateverIsThrown) {
    std::counting_semaphore<100> calls{0};
    const Recurring recurring(std::chrono::milliseconds(1), [&] {
        calls.release();
        throw std::runtime_error("once more");
    });
    for (int i = 0; i < 3; ++i) calls.acquire();
}

TEST(Recurring, IsOverWhenItIsDestroyed) {
    std::atomic<int> calls{0};
    {
        const Recurring often(std::chrono::milliseconds(1), [&] { ++calls; });
        while (calls == 0) std::this_thread::yield();
    }
    const int before = calls;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_EQ(calls, before);
    const Recurring seldom(std::chrono::hours(1), [&] { ++calls; });  // and does not wait for its interval
    EXPECT_EQ(calls, before);
}

}  // namespace
}  // namespace outfield
