#include "stores/s3/answer.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include <ctime>

#include "stores/s3/timestamps.h"

namespace outfield::s3 {
namespace {

TEST(S3Answer, FindsHeadersWhateverTheirCase) {
    const HttpAnswer answer{200, "Content-Length: 5\r\nETag:\"x\"\r\nx-amz-request-id:  r1 \r\n", ""};
    EXPECT_EQ(answer.header("content-length"), "5");
    EXPECT_EQ(answer.header("etag"), "\"x\"");
    EXPECT_EQ(answer.header("x-amz-request-id"), "r1");
    EXPECT_EQ(answer.header("length"), "");
}

TEST(S3Answer, TakesARefusalApart) {
    const auto refusal =
        refusal_in({403, "x-amz-request-id: r1\r\n",
                    "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message/></Error>"});
    EXPECT_EQ(refusal.status, 403);
    EXPECT_EQ(refusal.code, "AccessDenied");
    EXPECT_EQ(refusal.message, "");
    EXPECT_EQ(refusal.request_id, "r1");
    EXPECT_EQ(refusal_in({404, "", "<html><body>not here</body></html>"}).code, "");
    EXPECT_EQ(refusal_in({404, "", "not here"}).code, "");
    EXPECT_EQ(refusal_in({404, "", "<Error><Code>cut of"}).code, "");
    EXPECT_EQ(refusal_in({500, "", "<!DOCTYPE x><Error><Code>X</Code></Error>"}).code, "");
}

TEST(S3Answer, FindsTheRegionWhereverItIsNamed) {
    EXPECT_EQ(refusal_in({301, "x-amz-bucket-region: eu-west-1\r\n", ""}).region, "eu-west-1");
    EXPECT_EQ(
        refusal_in(
            {400, "", "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-2</Region></Error>"})
            .region,
        "eu-west-2");
    EXPECT_EQ(
        refusal_in({301, "", "<Error><Endpoint>b.s3.eu-west-3.amazonaws.com</Endpoint></Error>"}).region,
        "eu-west-3");
    EXPECT_EQ(refusal_in({307, "Location: https://b.s3-us-west-2.amazonaws.com/key?x=1\r\n", ""}).region,
              "us-west-2");
    EXPECT_EQ(refusal_in({301, "x-amz-bucket-region: evil.example/#\r\n", ""}).region, "");
    EXPECT_EQ(refusal_in({307, "Location: https://evil.example/key\r\n", ""}).region, "");
}

TEST(S3Answer, KnowsAnErrorBehindASuccess) {
    EXPECT_TRUE(refusal_in_success({200, "", "  \n<Error><Code>InternalError</Code></Error>"}));
    EXPECT_FALSE(refusal_in_success({200, "", "<CompleteMultipartUploadResult/>"}));
    EXPECT_FALSE(refusal_in_success({200, "", ""}));
}

TEST(S3Answer, ReadsAPageOfObjects) {
    const auto page = objects_in(
        "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
        "<NextContinuationToken>t==</NextContinuationToken><Contents><Key>a%2Fb+c%2B</Key><Size>12</Size>"
        "<LastModified>2026-11-23T08:30:05.250Z</LastModified></Contents></ListBucketResult>");
    ASSERT_EQ(page.objects.size(), 1U);
    EXPECT_EQ(page.objects[0].key, "a/b c+");
    EXPECT_EQ(page.objects[0].size, 12U);
    EXPECT_EQ(to_string(page.objects[0].modified.value()), "2026-11-23 08:30:05");
    EXPECT_EQ(page.next, "t==");
    EXPECT_EQ(objects_in("<ListBucketResult/>").next, std::nullopt);
}

TEST(S3Answer, RefusesListsThatMakeNoSense) {
    for (const char* body :
         {"", "<html/>",
          "<ListBucketResult><Contents><Key>a</Key><Size>-1</Size></Contents></ListBucketResult>",
          "<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>",
          "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"})
        EXPECT_THROW(objects_in(body), Error) << body;
}

TEST(S3Answer, ReadsBucketsAndUploads) {
    const auto buckets = buckets_in(
        "<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name></Bucket><Bucket><Name>b</Name></Bucket></"
        "Buckets>"
        "<ContinuationToken>next</ContinuationToken></ListAllMyBucketsResult>");
    EXPECT_EQ(buckets.buckets.size(), 2U);
    EXPECT_EQ(buckets.next, "next");
    const auto uploads = uploads_in(
        "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker>"
        "<NextUploadIdMarker>2</NextUploadIdMarker><Upload><Key>k</Key><UploadId>2</UploadId></Upload>"
        "</ListMultipartUploadsResult>");
    EXPECT_EQ(uploads.uploads.at(0).upload, "2");
    EXPECT_EQ(uploads.next.value().key, "k");
}

TEST(S3Answer, ReadsVersionsWithoutDeleteMarkers) {
    const auto page = versions_in(
        "<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
        "<NextKeyMarker>a%2Bb</NextKeyMarker><NextVersionIdMarker>2</NextVersionIdMarker>"
        "<DeleteMarker><Key>a%2Bb</Key><VersionId>3</VersionId><IsLatest>true</IsLatest></DeleteMarker>"
        "<Version><Key>a%2Bb</Key><VersionId>2</VersionId><Size>5</Size>"
        "<LastModified>2026-11-23T08:30:05.250Z</LastModified></Version></ListVersionsResult>");
    ASSERT_EQ(page.versions.size(), 1U);
    EXPECT_EQ(page.versions[0].key, "a+b");
    EXPECT_EQ(page.versions[0].version.id, "2");
    EXPECT_EQ(page.versions[0].version.size, 5U);
    EXPECT_EQ(to_string(page.versions[0].version.modified.value()), "2026-11-23 08:30:05");
    EXPECT_EQ(page.next.value().key, "a+b");
    EXPECT_EQ(page.next.value().version, "2");
    EXPECT_FALSE(versions_in("<ListVersionsResult/>").next);
    for (const char* wrong : {"<ListBucketResult/>", "<ListVersionsResult><Version/></ListVersionsResult>"})
        EXPECT_THROW(versions_in(wrong), Error) << wrong;
}

TEST(S3Answer, AHostilePageCostsNoMoreThanItsLength) {
    std::string page = "<ListBucketResult>";
    for (int i = 0; i < 65'000; ++i) page += "<Contents><Key>a%2Bb</Key><Size>1</Size></Contents>";
    page += "<EncodingType>url</EncodingType></ListBucketResult>";  // behind all that it is about
    const auto start = std::clock();
    const auto objects = objects_in(page).objects;
    EXPECT_LT(std::clock() - start, 2 * CLOCKS_PER_SEC);
    ASSERT_EQ(objects.size(), 65'000U);
    EXPECT_EQ(objects.back().key, "a+b");
}

TEST(S3Answer, ReadsRanges) {
    const auto range = content_range({206, "Content-Range: bytes 5-9/1234\r\n", ""});
    ASSERT_TRUE(range);
    EXPECT_EQ(range->first, 5U);
    EXPECT_EQ(range->last, 9U);
    EXPECT_EQ(range->size, 1234U);
    for (const char* wrong : {"", "Content-Range: bytes 9-5/10\r\n", "Content-Range: items 0-1/2\r\n",
                              "Content-Range: bytes */5\r\n", "Content-Range: bytes 0-99/50\r\n",
                              "Content-Range: bytes 7-18446744073709551615/*\r\n"})
        EXPECT_FALSE(content_range({206, wrong, ""})) << wrong;
}

TEST(S3Timestamps, ReadBothForms) {
    EXPECT_EQ(to_string(parse_http_date("Mon, 23 Nov 2026 08:30:05 GMT").value()), "2026-11-23 08:30:05");
    EXPECT_EQ(to_string(parse_iso_date("2026-11-23T08:30:05Z").value()), "2026-11-23 08:30:05");
    for (const char* wrong : {"", "yesterday", "Mon, 23 Foo 2026 08:30:05 GMT",
                              "Mon, 31 Feb 2026 08:30:05 GMT", "Mon, 23 Nov 2026 25:30:05 GMT"})
        EXPECT_FALSE(parse_http_date(wrong)) << wrong;
    EXPECT_FALSE(parse_iso_date("2026-13-01T00:00:00Z"));
}

}  // namespace
}  // namespace outfield::s3
