#include "wire/query_string.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

TEST(QueryString, IsReadInOrder) {
    const auto query = parse_query("model=sale.document&id=3&a=b+c%2Bd&&empty=&flag&id=4&%C3%A9=%26");
    EXPECT_EQ(query.get("model"), "sale.document");
    EXPECT_EQ(query.get("id"), "3");
    EXPECT_EQ(query.get("a"), "b c+d");
    EXPECT_EQ(query.get("flag", "x"), "");
    EXPECT_EQ(query.get("none", "x"), "x");
    EXPECT_EQ(query.get("\xc3\xa9"), "&");
    EXPECT_EQ(query.size(), 7U);
    EXPECT_TRUE(parse_query("").empty());
}

TEST(QueryString, RefusesWhatDecodesToNoText) {
    EXPECT_EQ(refusal_of([] { parse_query("a=%4"); }), "in '%4' a % stands without two hexadecimal digits");
    EXPECT_EQ(refusal_of([] { parse_query("a=%zz"); }), "in '%zz' a % stands without two hexadecimal digits");
    EXPECT_EQ(refusal_of([] { parse_query("a=%"); }), "in '%' a % stands without two hexadecimal digits");
    EXPECT_EQ(refusal_of([] { parse_query("a=%00"); }), "'%00' is not text in UTF-8");
    EXPECT_EQ(refusal_of([] { parse_query("%ff"); }), "'%ff' is not text in UTF-8");
    EXPECT_EQ(refusal_of([] { parse_query("a&b&c", 2); }), "the query has more than 2 members");
}

TEST(PercentEncoding, GoesBothWays) {
    EXPECT_EQ(percent_encoded("a-b_c.~ /\xc3\xa9'"), "a-b_c.~%20%2F%C3%A9%27");
    EXPECT_EQ(percent_decoded("a+%2f%C3%a9"), "a+/\xc3\xa9");
}

}  // namespace
}  // namespace outfield::wire
