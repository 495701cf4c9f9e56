// One text after the other, each in pieces, as a reader comes across them: in memory while it is short, then
// in a LongText.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "wire/call.h"
#include "wire/long_texts.h"

namespace outfield::wire {

// Not thread-safe. Throws ErrorKind::invalid beyond the limits, and what LongTexts throws.
class TextCollector {
  public:
    TextCollector(const Limits& limits, LongTexts& texts) : limits_(limits), texts_(texts) {}

    void append(std::string_view piece);
    // The same for names and numbers, which are short: `what` is for the message.
    void append_short(std::string_view piece, std::string_view what);

    bool is_blank() const noexcept { return is_blank_; }  // nothing but white space so far
    void clear();

    Value take();
    std::string take_short();

  private:
    void hold(std::size_t bytes);

    Limits limits_;
    LongTexts& texts_;
    std::string text_;
    std::unique_ptr<LongTextWriter> writer_;
    bool is_blank_ = true;
    std::size_t held_ = 0;  // bytes of finished texts
};

}  // namespace outfield::wire
