#include "stores/s3/credentials.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace outfield::s3 {
namespace {

class CredentialsTest : public testing::Test {
  protected:
    CredentialsTest() : folder_(std::filesystem::temp_directory_path() / "outfield-credentials-XXXXXX") {
        auto name = folder_.string();
        folder_ = ::mkdtemp(name.data());
        for (const char* variable :
             {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"})
            ::unsetenv(variable);
        ::setenv("AWS_SHARED_CREDENTIALS_FILE", file().c_str(), 1);
    }
    ~CredentialsTest() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path file() const { return folder_ / "credentials"; }
    void write(const std::string& text, int minute) const {
        std::ofstream(file()) << text;
        std::filesystem::last_write_time(
            file(), std::filesystem::file_time_type::clock::now() + std::chrono::minutes(minute));
    }

    std::filesystem::path folder_;
};

constexpr const char* two_profiles =
    "# keys\n[default]\naws_access_key_id = DEFAULTID\r\naws_secret_access_key=defaultsecret=\n\n"
    "[ other ]\n  AWS_ACCESS_KEY_ID=OTHERID\naws_secret_access_key = othersecret\naws_session_token = "
    "othertoken\n"
    "[empty]\nregion = eu-west-1\n";

TEST_F(CredentialsTest, ReadsOneProfile) {
    const auto usual = credentials_in_profile(two_profiles, "default");
    ASSERT_TRUE(usual);
    EXPECT_EQ(usual->access_key_id, "DEFAULTID");
    EXPECT_EQ(usual->secret_access_key.reveal(), "defaultsecret=");
    EXPECT_TRUE(usual->session_token.empty());
    EXPECT_EQ(credentials_in_profile(two_profiles, "other")->session_token.reveal(), "othertoken");
    EXPECT_FALSE(credentials_in_profile(two_profiles, "empty"));
    EXPECT_FALSE(credentials_in_profile(two_profiles, "absent"));
    EXPECT_FALSE(credentials_in_profile("", "default"));
}

TEST_F(CredentialsTest, ConfigurationGoesBeforeEnvironmentBeforeFile) {
    write(two_profiles, 0);
    EXPECT_EQ(CredentialSource({}).current()->access_key_id, "DEFAULTID");
    ::setenv("AWS_PROFILE", "other", 1);
    EXPECT_EQ(CredentialSource({}).current()->access_key_id, "OTHERID");
    ::setenv("AWS_ACCESS_KEY_ID", "ENVID", 1);
    ::setenv("AWS_SECRET_ACCESS_KEY", "envsecret", 1);
    EXPECT_EQ(CredentialSource({}).current()->access_key_id, "ENVID");
    EXPECT_EQ(CredentialSource({"ID", Secret("secret"), {}, {}}).current()->access_key_id, "ID");
}

std::string refusal(Credentials configured) {
    try {
        CredentialSource(std::move(configured)).current();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
    return "";
}

TEST_F(CredentialsTest, RefusesHalfOfAPairInWords) {
    EXPECT_NE(refusal({"ID", {}, {}, {}}).find("the secret access key is not"), std::string::npos);
    const auto words = refusal({"", Secret("geheim"), {}, {}});
    EXPECT_NE(words.find("the access key id is not"), std::string::npos);
    EXPECT_EQ(words.find("geheim"), std::string::npos);
    ::setenv("AWS_ACCESS_KEY_ID", "ENVID", 1);
    EXPECT_NE(refusal({}).find("environment"), std::string::npos);
}

// A configuration may be written down where its credentials are not.
TEST_F(CredentialsTest, NoneAnywhereNamesThePlacesOnceTheyAreNeeded) {
    EXPECT_NO_THROW(CredentialSource({}));
    const auto words = refusal({});
    EXPECT_NE(words.find("access_key_id"), std::string::npos);
    EXPECT_NE(words.find("AWS_ACCESS_KEY_ID"), std::string::npos);
    EXPECT_NE(words.find(file().string()), std::string::npos);
}

TEST_F(CredentialsTest, FollowsAFileThatIsRotated) {
    write(two_profiles, 0);
    CredentialSource source({});
    const auto before = source.current();
    EXPECT_EQ(source.current(), before);
    write("[default]\naws_access_key_id = NEWID\n", 1);  // half-written: the old ones stay
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    EXPECT_EQ(source.current()->access_key_id, "DEFAULTID");
    write("[default]\naws_access_key_id = NEWID\naws_secret_access_key = newsecret\n", 2);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    EXPECT_EQ(source.current()->access_key_id, "NEWID");
}

}  // namespace
}  // namespace outfield::s3
