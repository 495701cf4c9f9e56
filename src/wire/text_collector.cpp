#include "wire/text_collector.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"

namespace outfield::wire {

static constexpr std::size_t longest_short = 1024;

void TextCollector::append(std::string_view piece) {
    is_blank_ = is_blank_ && piece.find_first_not_of(" \t\r\n") == piece.npos;
    if (!writer_ && text_.size() + piece.size() > limits_.text) {
        writer_ = texts_.begin();
        writer_->write(text_);
        text_ = {};
    }
    if (writer_) return writer_->write(piece);
    hold(text_.size() + piece.size());
    text_ += piece;
}

void TextCollector::append_short(std::string_view piece, std::string_view what) {
    if (text_.size() + piece.size() > longest_short)
        throw Error(ErrorKind::invalid, fmt::format("{} is longer than {} bytes", what, longest_short));
    hold(text_.size() + piece.size());
    text_ += piece;
}

void TextCollector::hold(std::size_t bytes) {
    if (held_ + bytes > limits_.memory)
        throw Error(ErrorKind::invalid,
                    fmt::format("the texts of the request have more than {} together: send less at once",
                                human_size(limits_.memory)));
}

void TextCollector::clear() {
    text_.clear();
    writer_.reset();
    is_blank_ = true;
}

Value TextCollector::take() {
    is_blank_ = true;
    if (!writer_) return take_short();
    const auto writer = std::move(writer_);
    return writer->finish();
}

std::string TextCollector::take_short() {
    is_blank_ = true;
    held_ += text_.size();
    return std::exchange(text_, {});
}

}  // namespace outfield::wire
