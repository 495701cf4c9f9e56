#include "methods/value_source.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <cstring>

namespace outfield::methods {
namespace {

constexpr std::uint64_t at_once = 4U << 20U;  // bytes

class ValueSource final : public ByteSource {
  public:
    ValueSource(const BinaryFields& binaries, const Attachment& value) : binaries_(binaries), value_(value) {}

    std::size_t read(std::span<std::byte> buffer) override {
        if (given_ == piece_.text.size()) fetch();
        const auto count = std::min(buffer.size(), piece_.text.size() - given_);
        if (count != 0) std::memcpy(buffer.data(), piece_.text.data() + given_, count);
        given_ += count;
        return count;
    }
    std::optional<std::uint64_t> size() const override { return value_.size; }
    bool rewind() override {
        piece_.text.clear();
        given_ = 0;
        offset_ = 0;
        hasher_.finish();
        return true;
    }

  private:
    void fetch() {
        piece_.text.clear();
        given_ = 0;
        if (offset_ >= value_.size) return;
        const auto length = std::min(at_once, value_.size - offset_);
        binaries_.read(value_, piece_, {offset_, length});
        offset_ += piece_.text.size();
        hasher_.update(std::as_bytes(std::span(piece_.text)));
        if (piece_.text.size() != length || (offset_ == value_.size && hasher_.finish() != value_.sha256))
            throw Error(ErrorKind::corrupt, fmt::format("'{}' in {}/{} has other bytes than were written",
                                                        value_.key, value_.configuration, value_.container));
    }

    const BinaryFields& binaries_;
    Attachment value_;
    StringSink piece_;
    std::size_t given_ = 0;
    std::uint64_t offset_ = 0;
    Sha256Hasher hasher_;
};

}  // namespace

std::shared_ptr<ByteSource> source_of_value(const BinaryFields& binaries, const Attachment& value) {
    return std::make_shared<ValueSource>(binaries, value);
}

}  // namespace outfield::methods
