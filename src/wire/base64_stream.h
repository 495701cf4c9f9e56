// Base64 (RFC 4648, section 4, with padding) as streams. Neither has more than some kilobytes in memory.
#pragma once

#include <outfield/bytes.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "wire/text_sink.h"
#include "wire/value.h"

namespace outfield::wire {

// The bytes that `text` is the base64 of. Spaces and line breaks inside are ignored; anything else that does
// not belong throws ErrorKind::invalid ("the base64 has '!' at character 12"). Rewinds if `text` does.
// `size`: what the whole decodes to, if that is known.
std::unique_ptr<ByteSource> base64_decoding(std::unique_ptr<ByteSource> text,
                                            std::optional<std::uint64_t> size = std::nullopt);

// Writes what it gets to `sink`, which outlives it, as base64 without line breaks.
class Base64EncodingSink final : public ByteSink {
  public:
    explicit Base64EncodingSink(TextSink& sink) : sink_(sink) {}
    void write(Bytes bytes) override;
    void finish();  // the last group and its padding: once, at the end
    std::uint64_t count() const noexcept { return count_; }  // bytes so far

  private:
    TextSink& sink_;
    std::array<std::byte, 3> rest_{};
    std::size_t rest_size_ = 0;
    std::uint64_t count_ = 0;
    std::string text_;
};

// The bytes of a binary field's value, which a client gives as base64 in a text; nullptr when it is unset
// (null, false, ""). Rewinds, and knows its size. Throws ErrorKind::invalid for a value that is no text, and
// for bad base64: for a short text at once, for a long one while it is read.
std::shared_ptr<ByteSource> binary_source(const Value& value);

}  // namespace outfield::wire
