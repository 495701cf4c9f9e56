// Numbers of bytes as people write them: 500, 64k, 20MiB, 1.5GB; k, m, g, t and KiB ... are powers of 1024,
// kB ... of 1000.
#pragma once

#include <cstdint>
#include <string_view>

namespace outfield::cli {

// Throws ErrorKind::invalid and names `what` ("--rate").
std::uint64_t parse_byte_count(std::string_view text, std::string_view what);

}  // namespace outfield::cli
