#include "stores/s3/connection_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "stores/retries.h"

namespace outfield::s3 {
namespace {

HttpOptions patience(int seconds) {
    HttpOptions options;
    options.pace.idle = std::chrono::seconds(seconds);
    return options;
}

TEST(S3ConnectionPool, WhoWaitsInVainIsToldThatAllAreBusy) {
    ConnectionPool pool(patience(1), 1);
    const auto mine = pool.lend();
    EXPECT_THROW(pool.lend(), Busy);
}

TEST(S3ConnectionPool, AsLongAsConnectionsComeBackNobodyWaitsInVain) {
    ConnectionPool pool(patience(2), 1);
    const auto hold = [&] {
        const auto lease = pool.lend();
        std::this_thread::sleep_for(std::chrono::seconds(1));
    };
    std::vector<std::future<void>> all;  // the last one waits for three seconds
    for (int i = 0; i < 4; ++i) all.push_back(std::async(std::launch::async, hold));
    for (auto& one : all) EXPECT_NO_THROW(one.get());
}

}  // namespace
}  // namespace outfield::s3
