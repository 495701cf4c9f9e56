#include <gtest/gtest.h>
#include <outfield/storage.h>

namespace outfield {
namespace {

TEST(Key, TakesTheSafeAlphabetAlone) {
    for (const std::string& good :
         std::vector<std::string>{"a", "sale/2026-11-23/0abc", "A_b.c", "...", std::string(512, 'k')})
        EXPECT_TRUE(valid_key(good)) << good;
    for (const std::string& bad : std::vector<std::string>{"", "/a", "a/", "a//b", ".", "..", "a/../b", "a b",
                                                           "a\nb", "\xc3\xa9", "a%2f", std::string(513, 'k')})
        EXPECT_FALSE(valid_key(bad)) << bad;
}

}  // namespace
}  // namespace outfield
