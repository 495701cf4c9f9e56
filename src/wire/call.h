// One call of a method over XML-RPC or JSON-RPC, and how much of a request is taken.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

#include "wire/value.h"

namespace outfield::wire {

// How many values the requests that are being read may have together; a text counts as one for each 64 bytes.
// Thread-safe.
class ValueBudget {
  public:
    explicit ValueBudget(std::size_t most) : left_(most) {}

    bool take(std::size_t count) noexcept;  // false: so many are not left
    void give_back(std::size_t count) noexcept { left_ += count; }

  private:
    std::atomic<std::size_t> left_;
};

struct Limits {
    std::size_t depth = 64;                 // lists and structs in one another
    std::size_t values = 1'000'000;         // in one request
    std::size_t text = 256 * 1024;          // bytes of one text in memory; a longer one becomes a LongText
    std::size_t memory = 64 * 1024 * 1024;  // bytes of all texts in memory together
    ValueBudget* together = nullptr;  // for what is beyond 4,096 values of a request; outlives the reader
};

struct Call {
    std::string method;  // "execute_kw"
    List params;
};

// Reads one request piece by piece, as it comes. Not thread-safe. Each throws ErrorKind::invalid for what is
// not a request ("line 3: ..."), or exceeds the limits, unavailable (retryable) while other requests have too
// many values, and out_of_space when a LongText cannot be kept; after that the reader is of no use. Its
// values count among those of all requests as long as it lives.
class CallReader {
  public:
    virtual ~CallReader() = default;
    virtual void feed(std::string_view piece) = 0;
    virtual Call finish() = 0;

    // What of the request is known so far: to look at credentials before a long body is taken.
    virtual const Call& so_far() const = 0;
};

}  // namespace outfield::wire
