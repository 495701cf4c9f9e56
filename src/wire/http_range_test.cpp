#include "wire/http_range.h"

#include <gtest/gtest.h>

namespace outfield::wire {
namespace {

std::string range(std::string_view header, std::uint64_t size) {
    const auto asked = requested_range(header, size);
    return asked.kind == RequestedRange::Kind::whole ? "whole" : content_range(asked, size);
}

TEST(HttpRange, GivesThePartThatIsAskedFor) {
    EXPECT_EQ(range("bytes=0-4", 11), "bytes 0-4/11");
    EXPECT_EQ(range("Bytes = 3-", 11), "bytes 3-10/11");
    EXPECT_EQ(range("bytes=3-100", 11), "bytes 3-10/11");
    EXPECT_EQ(range("bytes=-4", 11), "bytes 7-10/11");
    EXPECT_EQ(range("bytes=-400", 11), "bytes 0-10/11");
    EXPECT_EQ(range("bytes=10-10", 11), "bytes 10-10/11");
    EXPECT_EQ(range("bytes=5-99999999999999999999999", 11), "bytes 5-10/11");
    EXPECT_EQ(requested_range("bytes=2-4", 11).length, 3U);
}

TEST(HttpRange, SaysWhatCannotBeHad) {
    EXPECT_EQ(range("bytes=11-", 11), "bytes */11");
    EXPECT_EQ(range("bytes=99999999999999999999999-", 11), "bytes */11");
    EXPECT_EQ(range("bytes=-0", 11), "bytes */11");
    EXPECT_EQ(range("bytes=0-", 0), "bytes */0");
}

TEST(HttpRange, GivesAllInsteadOfTheRest) {
    for (const char* header :
         {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=4-2", "bytes=0-1,3-4", "bytes=--1",
          "bytes=1-2-3", "lines=0-4", "bytes=+1-2", "bytes=0x1-2", "bytes=0 -4"})
        EXPECT_EQ(range(header, 11), "whole") << header;
    EXPECT_EQ(range("bytes=-5", 0), "whole");
}

}  // namespace
}  // namespace outfield::wire
