#include "stores/s3/settings.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::s3 {
namespace {

Options options_with(const std::string& name, const std::string& value) {
    return parse_options(Settings(std::map<std::string, std::string>{{name, value}}));
}

TEST(S3Settings, DefaultsAreThoseOfTheDescription) {
    const auto options = parse_options(Settings());
    EXPECT_TRUE(options.endpoint.aws());
    EXPECT_EQ(options.connections, 32U);
    EXPECT_EQ(options.multipart_threshold, 16U << 20U);
    EXPECT_EQ(options.part_size, 8U << 20U);
    EXPECT_EQ(options.parallel_parts, 4U);
    EXPECT_TRUE(options.tls_verify);
    std::map<std::string, std::string> described;
    for (const auto& spec : setting_specs())
        if (!spec.secret) described[std::string(spec.name)] = spec.default_value;
    const auto same = parse_options(Settings(described));
    EXPECT_EQ(same.part_size, options.part_size);
    EXPECT_EQ(same.connect_timeout, options.connect_timeout);
    EXPECT_EQ(same.idle_timeout, options.idle_timeout);
    EXPECT_EQ(same.least_rate, options.least_rate);
    EXPECT_EQ(same.attempts, options.attempts);
    EXPECT_NO_THROW(check_settings("s3", setting_specs(), Settings(described)));
}

TEST(S3Settings, TakesTheRegionFromAnAddressOfAws) {
    EXPECT_EQ(options_with("url", "https://s3.eu-west-1.amazonaws.com").region, "eu-west-1");
}

TEST(S3Settings, RefusesWhatCannotWorkAndNamesTheSetting) {
    const std::pair<const char*, const char*> wrong[] = {
        {"url", "ftp://host"},    {"public_url", "ftp://host"}, {"addressing", "sideways"},
        {"region", "eu west"},    {"ca_file", "/no/such/file"}, {"connections", "1"},
        {"connections", "513"},   {"part_size", "1MiB"},        {"part_size", "much"},
        {"multipart", "perhaps"}, {"parallel_parts", "0"},      {"access_key_id", "a b"},
        {"idle_timeout", "0"},    {"least_rate", "slow"},       {"multipart_threshold", "9GiB"}};
    for (const auto& [name, value] : wrong) {
        try {
            options_with(name, value);
            ADD_FAILURE() << name << " = " << value;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid);
            EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace outfield::s3
