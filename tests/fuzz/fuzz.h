// What every fuzz target has: bytes in, and an answer or an outfield::Error. Anything else, a crash, a hang,
// a leak or another exception, is a finding.
#pragma once

#include <outfield/error.h>

#include <cstdint>
#include <string_view>

namespace outfield::fuzz {

template <typename Parse>
void expect_answer_or_error(Parse&& parse) {
    try {
        parse();
    } catch (const Error&) {
        // Said in words what was wrong.
    }
}

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Fails the run, also where assert is compiled out.
inline void require(bool holds) {
    if (!holds) __builtin_trap();
}

}  // namespace outfield::fuzz
