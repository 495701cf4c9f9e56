#include <fmt/format.h>
#include <outfield/error.h>

#include "wire/base64_stream.h"

namespace outfield::wire {
namespace {

// Keeps the text alive while its bytes are read.
class BytesOfText final : public ByteSource {
  public:
    explicit BytesOfText(std::shared_ptr<const LongText> text)
        : text_(std::move(text)), bytes_(base64_decoding(text_->open(), text_->decoded_size())) {}

    std::size_t read(std::span<std::byte> buffer) override { return bytes_->read(buffer); }
    std::optional<std::uint64_t> size() const override { return bytes_->size(); }
    bool rewind() override { return bytes_->rewind(); }

  private:
    std::shared_ptr<const LongText> text_;
    std::unique_ptr<ByteSource> bytes_;
};

std::string decoded(const std::string& text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    const auto source = base64_decoding(source_from(text));
    std::size_t size = 0;
    const auto room = std::as_writable_bytes(std::span(bytes));
    while (const auto count = source->read(room.subspan(size))) size += count;
    bytes.resize(size);
    return bytes;
}

}  // namespace

std::shared_ptr<ByteSource> binary_source(const Value& value) {
    if (const auto* text = value.as<std::shared_ptr<const LongText>>())
        return std::make_shared<BytesOfText>(*text);
    if (const auto* text = value.as<std::string>(); text && !text->empty())
        return source_from(decoded(*text));
    const auto* flag = value.as<bool>();
    const bool is_list = value.as<List>() || value.as<Struct>();
    if (value.is_unset() && !is_list) return nullptr;
    throw Error(ErrorKind::invalid, fmt::format("the value of a binary field is base64 in a text, and not {}",
                                                flag ? "true" : fmt::format("of type {}", type_name(value))));
}

}  // namespace outfield::wire
