#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "wire/base64_stream.h"

namespace outfield::wire {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t not_a_digit = 0xFF;

constexpr std::array<std::uint8_t, 256> make_digits() {
    std::array<std::uint8_t, 256> digits{};
    for (auto& digit : digits) digit = not_a_digit;
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        digits[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return digits;
}
constexpr auto digits = make_digits();

// The digit in each of the four places of a group; what is none has bits that no group has.
constexpr std::uint32_t broken = 0xFF000000U;
constexpr std::array<std::array<std::uint32_t, 256>, 4> make_places() {
    std::array<std::array<std::uint32_t, 256>, 4> places{};
    for (std::size_t c = 0; c < 256; ++c)
        for (std::size_t place = 0; place < 4; ++place)
            places[place][c] =
                digits[c] == not_a_digit ? broken : std::uint32_t{digits[c]} << (18U - 6U * place);
    return places;
}
constexpr auto places = make_places();

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Text goes in and bytes come out; what has become of the text so far is in here.
class Decoder {
  public:
    struct Progress {
        std::size_t taken, made;
    };

    // `out` has at least three bytes.
    Progress decode(std::string_view text, std::span<std::byte> out) {
        Progress done{0, 0};
        while (done.taken < text.size() && out.size() - done.made >= 3) {
            if (count_ == 0) done = whole_groups(text, out, done);
            if (done.taken == text.size() || out.size() - done.made < 3) break;
            done.made += take(text[done.taken++], &out[done.made]);
        }
        return done;
    }

    void finish() const {
        if (count_ + padding_ != 0 && count_ + padding_ != 4) refuse_end();
    }

  private:
    Progress whole_groups(std::string_view text, std::span<std::byte> out, Progress done) {
        if (padding_ != 0) return done;
        const auto begun = done.taken;
        for (; text.size() - done.taken >= 4 && out.size() - done.made >= 3;
             done.taken += 4, done.made += 3) {
            const auto at = [&](std::size_t place) {
                return places[place][static_cast<unsigned char>(text[done.taken + place])];
            };
            const auto group = at(0) | at(1) | at(2) | at(3);
            if ((group & broken) != 0) break;
            put(group, &out[done.made], 3);
        }
        position_ += done.taken - begun;
        return done;
    }

    static void put(std::uint32_t group, std::byte* out, std::size_t bytes) {
        const std::byte three[] = {static_cast<std::byte>(group >> 16U), static_cast<std::byte>(group >> 8U),
                                   static_cast<std::byte>(group)};
        std::memcpy(out, three, bytes);
    }

    std::size_t take(char c, std::byte* out) {
        ++position_;
        if (is_space(c)) return 0;
        const auto digit = digits[static_cast<unsigned char>(c)];
        if (c == '=') return take_padding(out);
        if (padding_ != 0) refuse("something after its end");
        if (digit == not_a_digit) refuse(in_quotes({&c, 1}));
        group_ = group_ << 6U | digit;
        if (++count_ < 4) return 0;
        put(std::exchange(group_, 0), out, 3);
        count_ = 0;
        return 3;
    }

    std::size_t take_padding(std::byte* out) {
        if (count_ < 2 || count_ + ++padding_ > 4) refuse("a '=' too many");
        if (count_ + padding_ < 4) return 0;
        put(group_ << 6U * padding_, out, count_ - 1);
        return count_ - 1;
    }

    [[noreturn]] void refuse(std::string_view what) const {
        throw Error(ErrorKind::invalid, fmt::format("the base64 has {} at character {}", what, position_));
    }
    [[noreturn]] void refuse_end() const {
        throw Error(
            ErrorKind::invalid,
            fmt::format("the base64 ends within a group of four characters, after character {}", position_));
    }

    std::uint32_t group_ = 0;
    unsigned count_ = 0;    // digits of the group so far
    unsigned padding_ = 0;  // of the last group
    std::uint64_t position_ = 0;
};

class DecodingSource final : public ByteSource {
  public:
    DecodingSource(std::unique_ptr<ByteSource> text, std::optional<std::uint64_t> size)
        : text_(std::move(text)), size_(size) {}

    std::size_t read(std::span<std::byte> buffer) override {
        if (buffer.size() < 3) return read_little(buffer);
        if (little_size_ != 0) return take_little(buffer);
        return fill(buffer);
    }

    std::optional<std::uint64_t> size() const override { return size_; }

    bool rewind() override {
        if (!text_->rewind()) return false;
        decoder_ = {};
        got_ = at_ = little_size_ = 0;
        return true;
    }

  private:
    std::size_t fill(std::span<std::byte> buffer) {
        for (;;) {
            const auto [taken, made] =
                decoder_.decode(std::string_view(piece_).substr(at_, got_ - at_), buffer);
            at_ += taken;
            if (made != 0) return made;
            got_ = text_->read(std::as_writable_bytes(std::span(piece_)));
            at_ = 0;
            if (got_ != 0) continue;
            decoder_.finish();
            return 0;
        }
    }

    // A group decodes to three bytes, and the buffer holds fewer.
    std::size_t read_little(std::span<std::byte> buffer) {
        if (buffer.empty()) return 0;
        if (little_size_ == 0) little_size_ = fill(little_);
        return take_little(buffer);
    }
    std::size_t take_little(std::span<std::byte> buffer) {
        const auto count = std::min(buffer.size(), little_size_);
        std::copy_n(little_.begin(), count, buffer.begin());
        std::copy(little_.begin() + static_cast<std::ptrdiff_t>(count), little_.end(), little_.begin());
        little_size_ -= count;
        return count;
    }

    std::unique_ptr<ByteSource> text_;
    std::optional<std::uint64_t> size_;
    Decoder decoder_;
    std::string piece_ = std::string(64 * 1024, '\0');
    std::size_t got_ = 0, at_ = 0;
    std::array<std::byte, 3> little_{};
    std::size_t little_size_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> base64_decoding(std::unique_ptr<ByteSource> text,
                                            std::optional<std::uint64_t> size) {
    return std::make_unique<DecodingSource>(std::move(text), size);
}

}  // namespace outfield::wire
