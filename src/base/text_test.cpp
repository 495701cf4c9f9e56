#include "base/text.h"

#include <gtest/gtest.h>

#include <array>

#include "base/base64.h"

namespace outfield {
namespace {

TEST(Text, QuotesForeignInputSafely) {
    EXPECT_EQ(in_quotes("plain"), "'plain'");
    EXPECT_EQ(in_quotes("a\nb\x1b[31m"), "'a\\x0ab\\x1b[31m'");
    EXPECT_EQ(in_quotes("\xff\xc3\xa9"), "'\\xff\xc3\xa9'");
    EXPECT_EQ(in_quotes("abcdef", 3), "'abc...'");
}

TEST(Text, KnowsUtf8) {
    EXPECT_TRUE(valid_utf8("r\xc3\xa9p \xe2\x82\xac \xf0\x9f\x98\x80"));
    for (const std::string bad : {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xff"})
        EXPECT_FALSE(valid_utf8(bad));
}

TEST(Text, FindsTheWordThatWasMeant) {
    static constexpr std::array<std::string_view, 3> words{"access_key_id", "region", "url"};
    EXPECT_EQ(nearest("regoin", words), "region");
    EXPECT_EQ(nearest("rul", words), "url") << "two letters swapped";
    EXPECT_EQ(nearest("completely else", words), std::nullopt);
}

TEST(Text, SaysSizesForPeople) {
    EXPECT_EQ(human_size(1), "1 byte");
    EXPECT_EQ(human_size(1536), "1.5 KiB");
}

TEST(Base64, GoesBothWaysAndRefusesTheRest) {
    for (const std::string text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
        EXPECT_EQ(base64_decode(base64_encode(std::as_bytes(std::span(text.data(), text.size())))), text);
    EXPECT_EQ(base64_encode(std::as_bytes(std::span("fooba", 5))), "Zm9vYmE=");
    EXPECT_EQ(base64_decode("Zm9v\r\nYmFy"), "foobar");
    for (const std::string bad : {"Z", "Zm9v=", "Zm9vYg=", "Zm=v", "Zm 9"})
        EXPECT_EQ(base64_decode(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace outfield
