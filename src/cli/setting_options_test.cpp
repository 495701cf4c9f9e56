#include "cli/setting_options.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdlib>
#include <fstream>

namespace outfield::cli {
namespace {

constexpr std::array<SettingSpec, 2> cloud_settings{
    SettingSpec{"url", "URL", "Where."}, SettingSpec{"secret_key", "Secret key", "A secret.", false, true}};
constexpr std::array<SettingSpec, 1> disk_settings{SettingSpec{"url", "URL", "Where."}};
constexpr StoreKind cloud{"cloud", "Cloud", cloud_settings, nullptr, nullptr, nullptr};
constexpr StoreKind disk{"disk", "Disk", disk_settings, nullptr, nullptr, nullptr};
constexpr std::array<const StoreKind*, 2> kinds{&cloud, &disk};

class SettingOptionsTest : public testing::Test {
  protected:
    SettingOptionsTest() {
        Command command(app_, action_);
        options_.declare(command, kinds);
    }
    Settings parse(std::vector<std::string> arguments) {
        std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
        app_.parse(std::move(arguments));
        return options_.read();
    }

    CLI::App app_;
    Action action_;
    SettingOptions options_;
};

TEST_F(SettingOptionsTest, TakesPlainSettingsAndNothingThatWasNotGiven) {
    EXPECT_EQ(parse({"--url", "https://a"}).plain(),
              (std::map<std::string, std::string>{{"url", "https://a"}}));
    EXPECT_FALSE(options_.gave("secret_key"));
}

TEST_F(SettingOptionsTest, ReadsSecretsFromFilesAndTheEnvironment) {
    const auto file = testing::TempDir() + "/setting-options-secret";
    std::ofstream(file) << "from file\nnot this\n";
    EXPECT_EQ(parse({"--secret-key-file", file}).secret("secret_key").reveal(), "from file");
    EXPECT_TRUE(options_.gave("secret_key"));
}

TEST_F(SettingOptionsTest, ReadsSecretsFromTheEnvironment) {
    ::setenv("OUTFIELD_TEST_SECRET", "from environment", 1);
    EXPECT_EQ(parse({"--secret-key-env", "OUTFIELD_TEST_SECRET"}).secret("secret_key").reveal(),
              "from environment");
    EXPECT_THROW(parse({"--secret-key-env", "OUTFIELD_TEST_NO_SUCH"}), Error);
}

TEST_F(SettingOptionsTest, RefusesASecretInTheArgumentsWithoutRepeatingIt) {
    try {
        parse({"--secret-key", "hunter2"});
        FAIL() << "taken";
    } catch (const CLI::ParseError& error) {
        EXPECT_NE(std::string(error.what()).find("--secret-key-file"), std::string::npos);
        EXPECT_EQ(std::string(error.what()).find("hunter2"), std::string::npos);
    }
}

TEST(OptionOf, WritesDashes) {
    EXPECT_EQ(option_of("access_key_id"), "--access-key-id");
}

}  // namespace
}  // namespace outfield::cli
