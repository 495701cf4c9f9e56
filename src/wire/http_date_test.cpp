#include "wire/http_date.h"

#include <gtest/gtest.h>

namespace outfield::wire {
namespace {

using namespace std::chrono;

const Time example = Time(sys_days(year(1994) / 11 / 6)) + hours(8) + minutes(49) + seconds(37);

TEST(HttpDate, GoesBothWays) {
    EXPECT_EQ(http_date(example + milliseconds(900)), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), example);
}

TEST(HttpDate, ReadsTheObsoleteForms) {
    EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), example);
    EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"), example);
}

TEST(HttpDate, ReadsNothingElse) {
    for (const char* bad :
         {"", ",", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
          "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
          "Sun, 06 Nov 1994 08-49-37 GMT", "Sun, xx Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 199x",
          "Sunday, 06-Nov-9x 08:49:37 GMT"})
        EXPECT_EQ(parse_http_date(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace outfield::wire
