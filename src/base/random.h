// Randomness from the operating system, by way of OpenSSL. Thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace outfield {

void fill_random(std::span<std::byte> bytes);

// `length` characters of 0-9 a-z without i, l, o and u (five bits each): safe in URLs, file names and on a
// telephone.
std::string random_id(std::size_t length);

}  // namespace outfield
