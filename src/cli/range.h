// --range as HTTP writes it (RFC 9110, 14.1.2), both ends included: "0-99", "100-" and "-100", the last 100.
#pragma once

#include <outfield/bytes.h>

#include <cstdint>
#include <string_view>

namespace outfield::cli {

// The part of a value of `size` bytes. Throws ErrorKind::invalid, also for one that has no byte of the value.
ByteRange parse_range(std::string_view text, std::uint64_t size);

}  // namespace outfield::cli
