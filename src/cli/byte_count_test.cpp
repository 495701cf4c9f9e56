#include "cli/byte_count.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::cli {
namespace {

TEST(ByteCount, ReadsUnits) {
    EXPECT_EQ(parse_byte_count("500", "--rate"), 500U);
    EXPECT_EQ(parse_byte_count("64k", "--rate"), 65536U);
    EXPECT_EQ(parse_byte_count("20MiB", "--rate"), 20971520U);
    EXPECT_EQ(parse_byte_count("1.5GB", "--rate"), 1500000000U);
}

TEST(ByteCount, RefusesWhatIsNone) {
    for (const auto* text : {"", "MB", "1x", "1..2", "-5", "1 MB", "99999999t", "1kib2"})
        EXPECT_THROW(parse_byte_count(text, "--rate"), Error) << text;
}

}  // namespace
}  // namespace outfield::cli
