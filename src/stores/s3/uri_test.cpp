#include "stores/s3/uri.h"

#include <gtest/gtest.h>

namespace outfield::s3 {
namespace {

TEST(Uri, EncodesEverythingButTheUnreserved) {
    EXPECT_EQ(percent_encoded("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(percent_encoded("a b/c+d=e&f'(g)"), "a%20b%2Fc%2Bd%3De%26f%27%28g%29");
    EXPECT_EQ(percent_encoded("a/b c", Slash::keep), "a/b%20c");
    EXPECT_EQ(percent_encoded("\xc3\xbc\n"), "%C3%BC%0A");
    EXPECT_EQ(percent_encoded(std::string_view("\0", 1)), "%00");
}

TEST(Uri, DecodesWhatIsValidAndKeepsTheRest) {
    EXPECT_EQ(percent_decoded("a%20b%2fc+d"), "a b/c+d");
    EXPECT_EQ(percent_decoded("a+b%2Bc", Plus::is_space), "a b+c");
    EXPECT_EQ(percent_decoded("100%"), "100%");
    EXPECT_EQ(percent_decoded("%zz%4"), "%zz%4");
}

TEST(Uri, SortsTheQueryByEncodedNames) {
    EXPECT_EQ(query_string({{"uploads", ""}, {"prefix", "a/b c"}, {"encoding-type", "url"}}),
              "encoding-type=url&prefix=a%2Fb%20c&uploads=");
    EXPECT_EQ(query_string({{"b", "2"}, {"a", "2"}, {"a", "10"}}), "a=10&a=2&b=2");
    EXPECT_EQ(query_string({}), "");
}

TEST(Uri, TakesAQueryApart) {
    const QueryParameters expected{{"a", "1 2"}, {"uploads", ""}, {"b", "x=y"}};
    EXPECT_EQ(query_parameters("a=1%202&uploads&b=x=y"), expected);
    EXPECT_TRUE(query_parameters("").empty());
}

}  // namespace
}  // namespace outfield::s3
