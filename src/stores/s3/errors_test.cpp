#include "stores/s3/errors.h"

#include <curl/curl.h>
#include <gtest/gtest.h>

namespace outfield::s3 {
namespace {

struct Case {
    int status;
    const char* code;
    ErrorKind of_read;
    ErrorKind of_put;
    bool retryable;
};

constexpr Case cases[] = {
    {404, "NoSuchKey", ErrorKind::not_found, ErrorKind::not_found, false},
    {404, "NoSuchVersion", ErrorKind::not_found, ErrorKind::not_found, false},
    {404, "NoSuchBucket", ErrorKind::not_found, ErrorKind::not_found, false},
    {404, "", ErrorKind::invalid, ErrorKind::invalid, false},
    {403, "AccessDenied", ErrorKind::denied, ErrorKind::denied, false},
    {403, "", ErrorKind::denied, ErrorKind::denied, false},
    {401, "Unknown", ErrorKind::denied, ErrorKind::denied, false},
    {403, "InvalidAccessKeyId", ErrorKind::denied, ErrorKind::denied, false},
    {403, "SignatureDoesNotMatch", ErrorKind::denied, ErrorKind::denied, false},
    {409, "BucketAlreadyExists", ErrorKind::already_exists, ErrorKind::already_exists, false},
    {409, "OperationAborted", ErrorKind::unavailable, ErrorKind::unavailable, true},
    {500, "InternalError", ErrorKind::unavailable, ErrorKind::outcome_unknown, true},
    {200, "InternalError", ErrorKind::unavailable, ErrorKind::outcome_unknown, true},
    {500, "", ErrorKind::unavailable, ErrorKind::outcome_unknown, true},
    {502, "", ErrorKind::unavailable, ErrorKind::outcome_unknown, true},
    {503, "SlowDown", ErrorKind::unavailable, ErrorKind::unavailable, true},
    {503, "", ErrorKind::unavailable, ErrorKind::unavailable, true},
    {504, "", ErrorKind::unavailable, ErrorKind::outcome_unknown, true},
    {429, "", ErrorKind::unavailable, ErrorKind::unavailable, true},
    {400, "RequestTimeout", ErrorKind::unavailable, ErrorKind::unavailable, true},
    {400, "XAmzContentSHA256Mismatch", ErrorKind::corrupt, ErrorKind::corrupt, true},
    {400, "BadDigest", ErrorKind::corrupt, ErrorKind::corrupt, true},
    {400, "InvalidRequest", ErrorKind::invalid, ErrorKind::invalid, false},
    {400, "EntityTooLarge", ErrorKind::invalid, ErrorKind::invalid, false},
    {403, "QuotaExceeded", ErrorKind::out_of_space, ErrorKind::out_of_space, false},
    {507, "", ErrorKind::out_of_space, ErrorKind::out_of_space, false},
    {501, "NotImplemented", ErrorKind::unsupported, ErrorKind::unsupported, false},
    {405, "", ErrorKind::unsupported, ErrorKind::unsupported, false},
    {412, "PreconditionFailed", ErrorKind::conflict, ErrorKind::conflict, false},
    {301, "PermanentRedirect", ErrorKind::invalid, ErrorKind::invalid, false},
};

TEST(S3Errors, EachAnswerHasItsKind) {
    const ObjectAddress address{"bucket", "key"};
    for (const auto& one : cases) {
        const Refusal refusal{one.status, one.code, "the server's words", "", "r1"};
        const auto read = error_of(refusal, get_object(address, {}));
        const auto put = error_of(refusal, put_object(address, {}, "", ""));
        EXPECT_EQ(to_string(read.kind()), to_string(one.of_read)) << one.status << " " << one.code;
        EXPECT_EQ(to_string(put.kind()), to_string(one.of_put)) << one.status << " " << one.code;
        EXPECT_EQ(read.retryable(), one.retryable) << one.status << " " << one.code;
        EXPECT_EQ(put.retryable(), one.retryable) << one.status << " " << one.code;
        const std::string words = put.what();
        for (const char* part : {"put an object", "'key'", "'bucket'", "the server's words", one.code})
            EXPECT_NE(words.find(part), std::string::npos) << words;
        EXPECT_NE(words.find(std::to_string(one.status)), std::string::npos) << words;
    }
}

TEST(S3Errors, AWrongRegionIsNamed) {
    const Refusal refusal{400, "AuthorizationHeaderMalformed", "", "eu-west-1", ""};
    EXPECT_NE(std::string(error_of(refusal, list_buckets("")).what()).find("'eu-west-1'"), std::string::npos);
}

TEST(S3Errors, ForeignWordsCannotBreakTheLine) {
    const Refusal refusal{400, "A\nB", "x\r\ny\x1b[31m", "", ""};
    const std::string words = error_of(refusal, list_buckets("")).what();
    EXPECT_EQ(words.find_first_of("\r\n\x1b"), std::string::npos) << words;
}

TransportFailure failure(CURLcode code, bool sent) {
    TransportFailure failed;
    failed.code = code;
    failed.detail = "the detail";
    failed.request_sent = sent;
    return failed;
}

TEST(S3Errors, ALostAnswerLeavesTheOutcomeOpenOnlyWhereSomethingCouldHappen) {
    const ObjectAddress address{"bucket", "key"};
    const auto put = put_object(address, {}, "", "");
    EXPECT_EQ(error_of(failure(CURLE_RECV_ERROR, true), put).kind(), ErrorKind::outcome_unknown);
    EXPECT_TRUE(error_of(failure(CURLE_RECV_ERROR, true), put).retryable());
    EXPECT_EQ(error_of(failure(CURLE_SEND_ERROR, false), put).kind(), ErrorKind::unavailable);
    EXPECT_EQ(error_of(failure(CURLE_COULDNT_CONNECT, false), put).kind(), ErrorKind::unavailable);
    EXPECT_EQ(error_of(failure(CURLE_RECV_ERROR, true), get_object(address, {})).kind(),
              ErrorKind::unavailable);
    EXPECT_EQ(error_of(failure(CURLE_RECV_ERROR, true), upload_part(address, "id", 1, {}, "")).kind(),
              ErrorKind::unavailable);
}

TEST(S3Errors, ACertificateProblemIsNotWorthRepeating) {
    const auto error = error_of(failure(CURLE_PEER_FAILED_VERIFICATION, false), list_buckets(""));
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_FALSE(error.retryable());
    EXPECT_NE(std::string(error.what()).find("ca_file"), std::string::npos);
}

}  // namespace
}  // namespace outfield::s3
