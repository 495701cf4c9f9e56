#include "cli/range.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::cli {
namespace {

TEST(Range, HasBothEndsAsInHttp) {
    const auto head = parse_range("0-99", 1000);
    EXPECT_EQ(head.offset, 0U);
    EXPECT_EQ(head.length, 100U);
    const auto rest = parse_range("100-", 1000);
    EXPECT_EQ(rest.offset, 100U);
    EXPECT_EQ(rest.length, std::nullopt);
    EXPECT_EQ(parse_range("-100", 1000).offset, 900U);
    EXPECT_EQ(parse_range("-5000", 1000).offset, 0U);
}

TEST(Range, RefusesTheRest) {
    for (const std::string bad : {"", "-", "9", "9-3", "a-b", "1-2-3", " 1-2", "1-99999999999999999999"})
        EXPECT_THROW(parse_range(bad, 1000), Error) << bad;
}

}  // namespace
}  // namespace outfield::cli
