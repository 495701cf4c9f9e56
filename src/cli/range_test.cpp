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

TEST(Range, RefusesWhatHasNoByteOfTheValueAndNamesItsSize) {
    for (const std::string outside : {"504-", "600-", "504-504", "18446744073709551615-", "-0"}) try {
            parse_range(outside, 504);
            ADD_FAILURE() << outside;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid);
            EXPECT_NE(std::string_view(error.what()).find("504"), std::string_view::npos) << error.what();
        }
    EXPECT_EQ(parse_range("503-", 504).offset, 503U);
    EXPECT_EQ(parse_range("-5", 0).offset, 0U);
    EXPECT_THROW(parse_range("0-", 0), Error);
}

}  // namespace
}  // namespace outfield::cli
