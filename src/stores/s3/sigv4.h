// AWS Signature Version 4, pure: text in, text out, no clock and no connection.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
#pragma once

#include <outfield/settings.h>
#include <outfield/sha256.h>
#include <outfield/time.h>

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outfield::s3 {

struct Header {
    std::string name;
    std::string value;
};

// How the path enters the signature. S3 takes it as it was sent, encoded once; other services encode it
// again, most of them after removing "." and ".." segments and doubled slashes.
enum class PathMode { s3, normalised, unnormalised };

struct SignableRequest {
    std::string_view method;
    std::string_view path;            // as it is sent, without the query
    std::string_view query;           // as it is sent, without the '?'
    std::span<const Header> headers;  // each of them is signed; with "host"
    std::string_view payload_hash;    // hexadecimal SHA-256, or UNSIGNED-PAYLOAD
    PathMode path_mode = PathMode::s3;
};

struct SigningScope {
    std::string timestamp;  // "20150830T123600Z"
    std::string region;
    std::string service = "s3";

    std::string_view date() const { return std::string_view(timestamp).substr(0, 8); }
    std::string credential() const;  // "20150830/us-east-1/s3/aws4_request"
};

inline constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

// "20150830T123600Z"
std::string signing_timestamp(Time time);

// Depends on the day, the region and the service alone, so it is worth keeping.
Sha256 signing_key(const Secret& secret_access_key, const SigningScope& scope);

struct CanonicalRequest {
    std::string text;
    std::string signed_headers;  // "host;x-amz-date"
};
CanonicalRequest canonical_request(const SignableRequest& request);

std::string string_to_sign(const SigningScope& scope, std::string_view canonical_request);
std::string signature(const Sha256& signing_key, std::string_view string_to_sign);

// The value of the Authorization header for a request whose headers hold x-amz-date already.
std::string authorization(const SignableRequest& request, const SigningScope& scope,
                          std::string_view access_key_id, const Sha256& signing_key);

// The parameters that a presigned address gets besides its own query, without the signature:
// "X-Amz-Algorithm=...&...&X-Amz-Expires=3600". `session_token` may be empty.
std::string presigning_parameters(const SignableRequest& request, const SigningScope& scope,
                                  std::string_view access_key_id, std::string_view session_token,
                                  std::chrono::seconds valid_for);

}  // namespace outfield::s3
