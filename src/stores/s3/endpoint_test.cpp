#include "stores/s3/endpoint.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::s3 {
namespace {

Target target(const std::string& url, Addressing addressing, const std::string& bucket,
              const std::string& key = "k") {
    return target_of(parse_endpoint(url), addressing, "eu-west-1", bucket, key);
}

TEST(Endpoint, OfAwsIsThatOfTheRegion) {
    EXPECT_EQ(target("", Addressing::automatic, "bucket").authority, "bucket.s3.eu-west-1.amazonaws.com");
    EXPECT_EQ(target("", Addressing::automatic, "bucket").path, "/k");
    EXPECT_EQ(target("", Addressing::path, "bucket").authority, "s3.eu-west-1.amazonaws.com");
    EXPECT_EQ(target("", Addressing::path, "bucket").path, "/bucket/k");
    EXPECT_EQ(target_of({}, Addressing::automatic, "cn-north-1", "", "").authority,
              "s3.cn-north-1.amazonaws.com.cn");
}

TEST(Endpoint, AutomaticTakesThePathWhereNoCertificateOrNameAllowsTheHost) {
    EXPECT_EQ(target("", Addressing::automatic, "with.dots").path, "/with.dots/k");
    EXPECT_EQ(target("", Addressing::automatic, "Old_Bucket").path, "/Old_Bucket/k");
    EXPECT_EQ(target("https://minio.example:9000", Addressing::automatic, "bucket").path, "/bucket/k");
}

TEST(Endpoint, KeepsPortAndBasePath) {
    const auto plain = target("http://127.0.0.1:9000/s3/", Addressing::path, "bucket", "a/b c");
    EXPECT_EQ(plain.authority, "127.0.0.1:9000");
    EXPECT_EQ(plain.path, "/s3/bucket/a/b%20c");
    EXPECT_EQ(target("https://host:443", Addressing::virtual_host, "bucket").authority, "bucket.host");
    EXPECT_EQ(target("http://[::1]:8080", Addressing::path, "", "").authority, "[::1]:8080");
    EXPECT_EQ(target("s3.example.com", Addressing::path, "", "").path, "/");
    EXPECT_TRUE(parse_endpoint("s3.example.com").tls());
}

TEST(Endpoint, KnowsAwsByItsNames) {
    EXPECT_EQ(region_in_aws_host("s3.eu-west-1.amazonaws.com"), "eu-west-1");
    EXPECT_EQ(region_in_aws_host("bucket.s3-eu-west-1.amazonaws.com"), "eu-west-1");
    EXPECT_EQ(region_in_aws_host("a.b.s3.eu-west-1.amazonaws.com"), "eu-west-1");
    EXPECT_EQ(region_in_aws_host("s3.amazonaws.com"), "us-east-1");
    EXPECT_EQ(region_in_aws_host("s3.eu-west-1.amazonaws.com.evil.example"), std::nullopt);
    EXPECT_EQ(region_in_aws_host("minio.example"), std::nullopt);
    EXPECT_TRUE(parse_endpoint("https://s3.eu-west-1.amazonaws.com").aws());
    EXPECT_EQ(parse_endpoint("https://s3.eu-west-1.amazonaws.com").region, "eu-west-1");
    EXPECT_FALSE(parse_endpoint("https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com").aws());
}

std::string refusal(const std::string& url) {
    try {
        parse_endpoint(url);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
    return "";
}

TEST(Endpoint, RefusesWhatIsNoAddress) {
    for (const char* url :
         {"ftp://host", "https://", "https://host:0", "https://host:65536", "https://host:x", "https://ho st",
          "https://host?x=1", "https://host#x", "https:///path", "http://a\nb"})
        EXPECT_NE(refusal(url), "") << url;
}

TEST(Endpoint, SaysWhetherTheSchemeOrThePortIsWrong) {
    for (const char* url : {"hppt:/x", "https:/host", "http:/host:9000", "ftp://host"})
        EXPECT_NE(refusal(url).find("is neither https:// nor http://"), std::string::npos) << url;
    for (const char* url : {"s3.example.com:/", "host:x", "[::1]:/", "https://host:/x"})
        EXPECT_NE(refusal(url).find("has a port that is not"), std::string::npos) << url;
}

TEST(Endpoint, NeverRepeatsAPasswordInAnAddress) {
    const auto words = refusal("https://user:geheim@host");
    EXPECT_NE(words.find("secret_access_key"), std::string::npos);
    EXPECT_EQ(words.find("geheim"), std::string::npos);
}

}  // namespace
}  // namespace outfield::s3
