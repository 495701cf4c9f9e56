#include "stores/s3/online_server.h"

#include "base/random.h"

namespace outfield::s3 {

void OnlineTest::SetUp() {
    if (variable(account_ + "_URL").empty()) {
        if (servers_are_promised())
            FAIL() << account_ << "_URL is not set: start the servers with tests/servers/up";
        GTEST_SKIP() << "NOT TESTED: " << account_
                     << "_URL is not set: start the servers with tests/servers/up";
    }
    static const std::string unique = random_id(12);
    bucket_ = "s3-online-" + unique;
    S3Storage(options()).create_container(bucket_);
}

Settings OnlineTest::settings(std::map<std::string, std::string> changes, const std::string& secret) const {
    changes.try_emplace("url", variable(account_ + "_URL"));
    changes.try_emplace("access_key_id", variable(account_ + "_ACCESS_KEY_ID"));
    const auto key = secret.empty() ? variable(account_ + "_SECRET_ACCESS_KEY") : secret;
    return Settings(std::move(changes), {{"secret_access_key", Secret(key)}});
}

Options OnlineTest::options(const std::string& url) const {
    return parse_options(url.empty() ? settings() : settings({{"url", url}}));
}

ObjectAddress OnlineTest::at(const std::string& key) const {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    return {bucket_, std::string(test->name()) + "/" + key};
}

std::string content(std::size_t size) {
    std::string text(size, '\0');
    std::uint32_t state = 1;
    for (auto& c : text) {
        state = state * 1664525U + 1013904223U;
        c = static_cast<char>(state >> 24U);
    }
    return text;
}

}  // namespace outfield::s3
