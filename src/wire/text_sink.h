// Where an answer goes as it is written: text, in pieces of some kilobytes. Not thread-safe. An exception of
// a sink ends the writing and passes through.
#pragma once

#include <string>
#include <string_view>

namespace outfield::wire {

class TextSink {
  public:
    virtual ~TextSink() = default;
    virtual void write(std::string_view text) = 0;
};

class StringTextSink final : public TextSink {
  public:
    void write(std::string_view piece) override { text += piece; }
    std::string text;
};

}  // namespace outfield::wire
