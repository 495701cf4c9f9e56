#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "documents/records.h"
#include "documents/text.h"

namespace outfield {
namespace {

TEST(Json, MendsTextThatIsNotUtf8) {
    EXPECT_EQ(json_text("r\xc3\xa9p"), "r\xc3\xa9p");
    EXPECT_EQ(json_text("a\xff\xc3\xa9"), "a\xEF\xBF\xBD\xc3\xa9");
    EXPECT_EQ(json_text("\xc3"), "\xEF\xBF\xBD");
}

TEST(Json, HasARecordsValues) {
    const Record record{
        7, {{"name", std::string("x")}, {"open", true}, {"lines", RecordIds{1, 2}}, {"none", {}}}};
    EXPECT_EQ(boost::json::serialize(to_json(record)),
              R"({"id":7,"lines":[1,2],"name":"x","none":null,"open":true})");
}

}  // namespace
}  // namespace outfield
