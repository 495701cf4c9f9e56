#include <algorithm>
#include <cstring>

#include "wire/base64_stream.h"

namespace outfield::wire {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t piece_size = 48 * 1024;  // a multiple of three

// Two characters for each twelve bits.
constexpr std::array<std::array<char, 2>, 4096> make_pairs() {
    std::array<std::array<char, 2>, 4096> pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {alphabet[i >> 6U], alphabet[i & 63U]};
    return pairs;
}
constexpr auto pairs = make_pairs();

void encode_group(const std::byte* bytes, char* text) {
    const unsigned group = std::to_integer<unsigned>(bytes[0]) << 16U |
                           std::to_integer<unsigned>(bytes[1]) << 8U | std::to_integer<unsigned>(bytes[2]);
    std::memcpy(text, pairs[group >> 12U].data(), 2);
    std::memcpy(text + 2, pairs[group & 4095U].data(), 2);
}

}  // namespace

void Base64EncodingSink::write(Bytes bytes) {
    count_ += bytes.size();
    if (rest_size_ != 0 || bytes.size() < 3) {
        const auto taken = std::min(bytes.size(), 3 - rest_size_);
        std::copy_n(bytes.begin(), taken, rest_.begin() + static_cast<std::ptrdiff_t>(rest_size_));
        rest_size_ += taken;
        bytes = bytes.subspan(taken);
        if (rest_size_ < 3) return;
        char text[4];
        encode_group(rest_.data(), text);
        sink_.write({text, 4});
        rest_size_ = 0;
    }
    while (bytes.size() >= 3) {
        const auto whole = std::min(bytes.size() / 3 * 3, piece_size);
        if (text_.size() < whole / 3 * 4) text_.resize(whole / 3 * 4);
        for (std::size_t i = 0; i < whole; i += 3) encode_group(&bytes[i], &text_[i / 3 * 4]);
        sink_.write({text_.data(), whole / 3 * 4});
        bytes = bytes.subspan(whole);
    }
    std::copy(bytes.begin(), bytes.end(), rest_.begin());
    rest_size_ = bytes.size();
}

void Base64EncodingSink::finish() {
    if (rest_size_ == 0) return;
    std::fill(rest_.begin() + static_cast<std::ptrdiff_t>(rest_size_), rest_.end(), std::byte{0});
    char text[4];
    encode_group(rest_.data(), text);
    if (rest_size_ == 1) text[2] = '=';
    text[3] = '=';
    sink_.write({text, 4});
    rest_size_ = 0;
}

}  // namespace outfield::wire
