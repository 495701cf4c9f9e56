#include <gtest/gtest.h>

#include "stores/s3/client.h"

namespace outfield::s3 {
namespace {

std::string url_with(std::map<std::string, std::string> settings) {
    settings["url"] = "http://127.0.0.1:9000";
    settings["access_key_id"] = "id";
    auto options = parse_options(Settings(settings));
    options.credentials.secret_access_key = Secret("secret");
    return Client(options).presigned_url(get_object({"bucket", "a/b c"}, {}), std::chrono::minutes(5));
}

TEST(Presigning, NamesTheServerAsBrowsersReachIt) {
    const std::string address = "/bucket/a/b%20c?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=id";
    EXPECT_EQ(url_with({}).find("http://127.0.0.1:9000" + address), 0U);
    EXPECT_EQ(
        url_with({{"public_url", "https://files.example.com"}}).find("https://files.example.com" + address),
        0U);
}

}  // namespace
}  // namespace outfield::s3
