// The text of an answer on its way to a sink: gathered, so that small pieces cost nothing.
#pragma once

#include <string>
#include <string_view>

#include "wire/text_sink.h"

namespace outfield::wire {

class AnswerText final : public TextSink {
  public:
    explicit AnswerText(TextSink& sink) : sink_(sink) {}

    void write(std::string_view piece) override {
        text_ += piece;
        if (text_.size() >= most_gathered) flush();
    }
    AnswerText& operator<<(std::string_view piece) {
        write(piece);
        return *this;
    }
    void flush() {
        if (!text_.empty()) sink_.write(text_);
        text_.clear();
    }

  private:
    static constexpr std::size_t most_gathered = 64 * 1024;
    TextSink& sink_;
    std::string text_;
};

}  // namespace outfield::wire
