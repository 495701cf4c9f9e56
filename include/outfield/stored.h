// What was stored, known by its size and hash.
#pragma once

#include <outfield/sha256.h>

#include <cstdint>

namespace outfield {

// Computed from the bytes as they were sent.
struct Stored {
    std::uint64_t size = 0;  // bytes
    Sha256 sha256;
};

}  // namespace outfield
