#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/settings.h>

#include <array>

namespace outfield {
namespace {

constexpr std::array specs{SettingSpec{"url", "url", "The endpoint.", true},
                           SettingSpec{"password", "Password", "The password.", false, true}};

Settings make(std::map<std::string, std::string> plain, std::map<std::string, Secret> secrets = {}) {
    return Settings(std::move(plain), std::move(secrets));
}

std::string fault(const Settings& settings) {
    try {
        check_settings("s3", specs, settings);
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(Settings, ReadsTypedValues) {
    const Settings settings({{"a", "on"}, {"b", "12"}, {"c", "8MiB"}, {"d", "zebra"}});
    EXPECT_TRUE(settings.flag("a", false));
    EXPECT_FALSE(settings.flag("absent", false));
    EXPECT_EQ(settings.number("b", 1, 1, 100), 12);
    EXPECT_EQ(settings.bytes("c", 1, 1, 1U << 30U), 8U << 20U);
    EXPECT_THROW(settings.flag("d", false), Error);
    EXPECT_THROW(settings.number("b", 1, 1, 10), Error);
    EXPECT_THROW(settings.bytes("d", 1, 1, 10), Error);
}

TEST(Settings, NamesWhatIsWrong) {
    EXPECT_EQ(fault(make({{"url", "x"}}, {{"password", Secret("p")}})), "");
    EXPECT_NE(fault(make({{"url", "x"}, {"ur", "y"}})).find("did you mean 'url'"), std::string::npos);
    EXPECT_NE(fault(make({})).find("'url': is missing"), std::string::npos);
    const auto message = fault(make({{"url", "x"}, {"password", "planted"}}));
    EXPECT_NE(message.find("is a secret"), std::string::npos);
    EXPECT_EQ(message.find("planted"), std::string::npos);
}

}  // namespace
}  // namespace outfield
