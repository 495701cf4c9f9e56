#include "stores/s3/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/s3/client.h"
#include "stores/s3/part_plan.h"

namespace outfield::s3 {
namespace {

using testing::ElementsAre;
using testing::Pair;

const ObjectAddress address{"bucket", "folder/key"};

std::string header(const Request& request, std::string_view name) {
    for (const auto& header : request.headers)
        if (header.name == name) return header.value;
    return "(none)";
}

TEST(S3Request, CreatesABucketWithOrWithoutALocation) {
    EXPECT_TRUE(create_bucket("bucket", "").memory_body().empty());
    const auto request = create_bucket("bucket", "eu-west-1");
    EXPECT_NE(request.text.find("<LocationConstraint>eu-west-1</LocationConstraint>"), std::string::npos);
    EXPECT_EQ(request.payload_hash, to_hex(sha256_of(request.text)));
}

TEST(S3Request, AsksForRanges) {
    EXPECT_EQ(header(get_object(address, {}), "range"), "(none)");
    EXPECT_EQ(header(get_object(address, {10, std::nullopt}), "range"), "bytes=10-");
    EXPECT_EQ(header(get_object(address, {0, 1}), "range"), "bytes=0-0");
    EXPECT_EQ(header(get_object(address, {10, 5}), "range"), "bytes=10-14");
    EXPECT_EQ(header(get_object(address, {10, UINT64_MAX}), "range"), "bytes=10-");
}

TEST(S3Request, SignsTheBytesOfAPut) {
    const std::string text = "content";
    const auto bytes = std::as_bytes(std::span(text));
    const auto request = put_object(address, {.bytes = bytes}, to_hex(sha256_of(bytes)), "text/plain");
    EXPECT_EQ(request.payload_hash, to_hex(sha256_of(text)));
    EXPECT_EQ(header(request, "content-type"), "text/plain");
    EXPECT_EQ(request.effect, Effect::visible);
}

TEST(S3Request, LetsNoMediaTypeBreakTheHeaders) {
    for (const char* type : {"", "a\r\nx-amz-acl: public-read", "text/\xc3\xbc", "a\tb"})
        EXPECT_EQ(header(put_object(address, {}, "", type), "content-type"), "application/octet-stream")
            << type;
}

TEST(S3Request, ListsWithPrefixAndContinuation) {
    EXPECT_THAT(list_objects("bucket", "a b", "token").query,
                ElementsAre(Pair("list-type", "2"), Pair("encoding-type", "url"), Pair("prefix", "a b"),
                            Pair("continuation-token", "token")));
    EXPECT_THAT(list_multipart_uploads("bucket", "key", {"key", "id"}).query,
                testing::Contains(Pair("upload-id-marker", "id")));
    EXPECT_THAT(list_object_versions("bucket", "key", {}).query,
                ElementsAre(Pair("versions", ""), Pair("encoding-type", "url"), Pair("prefix", "key")));
    EXPECT_THAT(list_object_versions("bucket", "key", {"key", "id"}).query,
                testing::IsSupersetOf({Pair("key-marker", "key"), Pair("version-id-marker", "id")}));
    EXPECT_THAT(get_object_version({"bucket", "key"}, "id", {}).query, ElementsAre(Pair("versionId", "id")));
}

TEST(S3Request, CompletesWithTheETagsAsTheyCame) {
    const auto request = complete_multipart_upload(address, "id", {{1, "\"a\""}, {2, "\"b\""}});
    EXPECT_NE(request.text.find("<Part><PartNumber>1</PartNumber><ETag>&quot;a&quot;</ETag></Part>"),
              std::string::npos);
    EXPECT_LT(request.text.find("<PartNumber>1<"), request.text.find("<PartNumber>2<"));
}

TEST(S3Request, EncodesTheSourceOfACopy) {
    EXPECT_EQ(header(copy_object({"b", "a/b c"}, address), "x-amz-copy-source"), "b/a/b%20c");
    EXPECT_EQ(header(upload_part_copy({"b", "k"}, address, "id", 2, 5, 9), "x-amz-copy-source-range"),
              "bytes=5-9");
}

TEST(PartPlan, TenThousandPartsAlwaysSuffice) {
    constexpr std::uint64_t mib = 1ULL << 20U, wished = 8 * mib;
    EXPECT_EQ(part_size(1, wished, 20 * mib), wished);
    for (const std::uint64_t size : {80'000 * mib, 80'000 * mib + 1, std::uint64_t{5} << 40U}) {
        const auto part = part_size(1, wished, size);
        EXPECT_LE((size + part - 1) / part, most_parts) << size;
        EXPECT_EQ(part_size(9'999, wished, size), part);
    }
    EXPECT_EQ(part_size(2'000, wished, std::nullopt), wished);
    EXPECT_EQ(part_size(2'001, wished, std::nullopt), 2 * wished);
    EXPECT_EQ(part_size(10'000, wished, std::nullopt), 16 * wished);
}

TEST(S3Request, APartIsHashedWhereNobodyElseGuardsIt) {
    const auto signs = [](const char* url, const char* verify) {
        const std::map<std::string, std::string> settings{
            {"url", url}, {"tls_verify", verify}, {"access_key_id", "id"}};
        auto options = parse_options(Settings(settings, {{"secret_access_key", Secret("secret")}}));
        return Client(options).signs_parts();
    };
    EXPECT_TRUE(signs("http://s3.example", "true"));
    EXPECT_TRUE(signs("https://s3.example", "false"));
    EXPECT_FALSE(signs("https://s3.example", "true"));
}

}  // namespace
}  // namespace outfield::s3
