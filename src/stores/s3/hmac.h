// HMAC-SHA-256 (RFC 2104). Thread-safe.
#pragma once

#include <outfield/bytes.h>
#include <outfield/sha256.h>

#include <string_view>

namespace outfield::s3 {

Sha256 hmac_sha256(Bytes key, std::string_view text);

}  // namespace outfield::s3
