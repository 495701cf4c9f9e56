#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <cstring>

#include "base/hashing_source.h"

namespace outfield {
namespace {

class StringSource final : public ByteSource {
  public:
    explicit StringSource(std::string bytes) : bytes_(std::move(bytes)) {}

    std::size_t read(std::span<std::byte> buffer) override {
        const auto count = std::min(buffer.size(), bytes_.size() - offset_);
        if (count != 0) std::memcpy(buffer.data(), bytes_.data() + offset_, count);
        offset_ += count;
        return count;
    }
    std::optional<std::uint64_t> size() const override { return bytes_.size(); }
    bool rewind() override {
        offset_ = 0;
        return true;
    }

  private:
    std::string bytes_;
    std::size_t offset_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> source_from(std::string bytes) {
    return std::make_unique<StringSource>(std::move(bytes));
}

std::size_t HashingSource::read(std::span<std::byte> buffer) {
    const auto count = inner_.read(buffer);
    hasher_.update(buffer.first(count));
    count_ += count;
    return count;
}

bool HashingSource::rewind() {
    if (!inner_.rewind()) return false;
    hasher_.finish();
    count_ = 0;
    return true;
}

void check_announced_size(const ByteSource& source, std::uint64_t got) {
    const auto announced = source.size();
    if (announced && *announced != got)
        throw Error(
            ErrorKind::conflict,
            fmt::format("the source said that it has {} bytes and gave {}: it changed while it was read; "
                        "nothing was stored, try again when it is at rest",
                        *announced, got));
}

}  // namespace outfield
