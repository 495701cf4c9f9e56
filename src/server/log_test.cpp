#include "server/log.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>

namespace outfield::server {
namespace {

using testing::EndsWith;

std::string logged(LogForm form, const std::string& text) {
    testing::internal::CaptureStderr();
    Log(form, LogLevel::info).write(LogLevel::info, "login refused", {{"login", text}});
    return testing::internal::GetCapturedStderr();
}

TEST(Log, QuotesInItsTextFormWhatIsNotPlain) {
    EXPECT_THAT(logged(LogForm::text, "clerk"), EndsWith(" login=clerk\n"));
    EXPECT_THAT(logged(LogForm::text, "a b"), EndsWith(" login=\"a b\"\n"));
    EXPECT_THAT(logged(LogForm::text, "\x1b[2Ja"), EndsWith(" login=\"\\u001b[2Ja\"\n"));
    EXPECT_THAT(logged(LogForm::text, "a\x7f"), EndsWith(" login=\"a\\u007f\"\n"));
    EXPECT_THAT(logged(LogForm::text, std::string("a\0b", 3)), EndsWith(" login=\"a\\u0000b\"\n"));
    EXPECT_THAT(logged(LogForm::text,
                       "\xC2\x9B"
                       "2J"),
                EndsWith(" login=\"\\u009b2J\"\n"));
    EXPECT_THAT(logged(LogForm::text, "J\xC3\xBCrgen"), EndsWith(" login=\"J\xC3\xBCrgen\"\n"));
    EXPECT_THAT(logged(LogForm::text,
                       "\x9B"
                       "2J"),
                EndsWith(" login=\"\xEF\xBF\xBD"
                         "2J\"\n"));
}

TEST(Log, IsJsonWhateverAClientSends) {
    std::string all;
    for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
    const auto line = logged(LogForm::json, all + "\xC3\xBC\xE2\x82");
    EXPECT_EQ(std::count_if(line.begin(), line.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }),
              1);
    boost::json::error_code fault;
    const auto read = boost::json::parse(line, fault);
    ASSERT_FALSE(fault) << line;
    const std::string login(read.at("login").as_string());
    EXPECT_EQ(login.substr(0, 128), all.substr(0, 128));
    EXPECT_THAT(login, EndsWith("\xEF\xBF\xBD\xC3\xBC\xEF\xBF\xBD\xEF\xBF\xBD"));
}

}  // namespace
}  // namespace outfield::server
