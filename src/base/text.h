// Small questions about text that several rooms ask.
#pragma once

#include <outfield/bytes.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

std::string to_hex(Bytes bytes);
// Fills `out` from exactly twice as many hexadecimal digits; false when they are not.
bool bytes_from_hex(std::string_view hex, std::span<std::byte> out);

std::string to_lower(std::string_view text);   // ASCII only
std::string_view trim(std::string_view text);  // spaces, tabs, CR, LF
std::vector<std::string_view> split(std::string_view text, char separator);

// The whole text as a number, or nothing.
std::optional<std::uint64_t> parse_unsigned(std::string_view text);

// 'text' with control characters, quotes and broken UTF-8 escaped and cut at `limit` characters: for messages
// that repeat foreign input (a server's answer, a file's name).
std::string in_quotes(std::string_view text, std::size_t limit = 200);

bool valid_utf8(std::string_view text);

// "0 bytes", "1.5 KiB", "20.0 MiB"
std::string human_size(std::uint64_t bytes);

// The candidate that was probably meant, or nothing when none is near.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace outfield
