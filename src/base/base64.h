// Base64 (RFC 4648, with padding) of small values. Line breaks inside are ignored when decoding.
#pragma once

#include <outfield/bytes.h>

#include <optional>
#include <string>
#include <string_view>

namespace outfield {

std::string base64_encode(Bytes bytes);
std::optional<std::string> base64_decode(std::string_view text);  // nullopt: not base64

}  // namespace outfield
