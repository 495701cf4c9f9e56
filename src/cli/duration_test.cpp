#include "cli/duration.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::cli {
namespace {

TEST(Duration, IsReadAsPeopleWriteIt) {
    EXPECT_EQ(parse_duration("45s", "").count(), 45);
    EXPECT_EQ(parse_duration("30d", "").count(), 30 * 86400);
    EXPECT_EQ(parse_duration("1d12h", "").count(), 36 * 3600);
    EXPECT_EQ(parse_duration("4w", "").count(), 28 * 86400);
    EXPECT_EQ(parse_duration("0", "").count(), 0);
}

TEST(Duration, RefusesTheRest) {
    for (const std::string bad : {"", "30", "d", "-1d", "1.5h", "1 d", "1y", "999999999999w", "99999d99999d"})
        EXPECT_THROW(parse_duration(bad, "--retention"), Error) << bad;
}

TEST(Duration, IsShownShortly) {
    EXPECT_EQ(human_duration(std::chrono::hours(24 * 30)), "30d");
    EXPECT_EQ(human_duration(std::chrono::seconds(5400)), "1h30m");
    EXPECT_EQ(human_duration(std::chrono::seconds(0)), "0");
}

}  // namespace
}  // namespace outfield::cli
