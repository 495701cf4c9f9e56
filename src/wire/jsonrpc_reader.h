// JSON documents (RFC 8259) piece by piece, as JSON-RPC sends them. Integers beyond 64 bits become doubles;
// of members of one name the last counts.
#pragma once

#include <memory>
#include <string_view>

#include "wire/call.h"
#include "wire/long_texts.h"

namespace outfield::wire {

// Not thread-safe. Each throws as CallReader's does ("within the first 12 bytes: ..."), and then the
// reader is of no use.
class JsonReader {
  public:
    virtual ~JsonReader() = default;
    virtual void feed(std::string_view piece) = 0;
    virtual Value finish() = 0;  // the whole document

    // What of the document is known so far: texts and numbers when they are complete, lists and structs as
    // far as they are filled. Null at the start.
    virtual const Value& so_far() const = 0;
};

// `texts` outlives the reader.
std::unique_ptr<JsonReader> json_reader(const Limits& limits, LongTexts& texts);

}  // namespace outfield::wire
