#include "stores/s3/connection_pool.h"

#include <gtest/gtest.h>

#include "stores/retries.h"

namespace outfield::s3 {
namespace {

TEST(S3ConnectionPool, WhoWaitsInVainIsToldThatAllAreBusy) {
    HttpOptions options;
    options.pace.idle = std::chrono::seconds(1);
    ConnectionPool pool(options, 1);
    const auto mine = pool.lend();
    EXPECT_THROW(pool.lend(), Busy);
}

}  // namespace
}  // namespace outfield::s3
