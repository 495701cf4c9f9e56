// The part of a representation that is asked for (RFC 9110, section 14).
#pragma once

#include <outfield/bytes.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace outfield::wire {

struct RequestedRange {
    enum class Kind {
        whole,          // 200: none asked for, or one that may be ignored
        part,           // 206
        unsatisfiable,  // 416
    };
    Kind kind = Kind::whole;
    std::uint64_t first = 0;
    std::uint64_t length = 0;  // bytes; for a part at least one
};

// `header` is the value of Range, empty without one. What is no "bytes=..." with one range is answered with
// the whole, as section 14.2 allows: other units, several ranges (no client of files needs them, and they
// multiply work), and bad syntax.
RequestedRange requested_range(std::string_view header, std::uint64_t size);

// "bytes 0-4/11", and "bytes */11" of a 416.
std::string content_range(const RequestedRange& range, std::uint64_t size);

}  // namespace outfield::wire
