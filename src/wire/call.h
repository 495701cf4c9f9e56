// One call of a method over XML-RPC or JSON-RPC, and how much of a request is taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "wire/value.h"

namespace outfield::wire {

struct Limits {
    std::size_t depth = 64;                 // lists and structs in one another
    std::size_t values = 1'000'000;         // in one request
    std::size_t text = 256 * 1024;          // bytes of one text in memory; a longer one becomes a LongText
    std::size_t memory = 64 * 1024 * 1024;  // bytes of all texts in memory together
};

struct Call {
    std::string method;  // "execute_kw"
    List params;
};

// Reads one request piece by piece, as it comes. Not thread-safe. Each throws ErrorKind::invalid for what is
// not a request ("line 3: ..."), or exceeds the limits, and out_of_space when a LongText cannot be kept;
// after that the reader is of no use.
class CallReader {
  public:
    virtual ~CallReader() = default;
    virtual void feed(std::string_view piece) = 0;
    virtual Call finish() = 0;

    // What of the request is known so far: to look at credentials before a long body is taken.
    virtual const Call& so_far() const = 0;
};

}  // namespace outfield::wire
