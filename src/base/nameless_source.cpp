#include "base/nameless_source.h"

#include <algorithm>

namespace outfield {
namespace {

class NamelessSource final : public ByteSource {
  public:
    NamelessSource(std::shared_ptr<const NamelessFile> file, std::uint64_t size, std::uint64_t begin)
        : file_(std::move(file)), size_(size), begin_(begin) {}

    std::size_t read(std::span<std::byte> buffer) override {
        const auto wanted = std::min<std::uint64_t>(buffer.size(), size_ - offset_);
        if (wanted == 0) return 0;
        const auto count = file_->read(begin_ + offset_, buffer.first(static_cast<std::size_t>(wanted)));
        offset_ += count;
        return count;
    }
    std::optional<std::uint64_t> size() const override { return size_; }
    bool rewind() override {
        offset_ = 0;
        return true;
    }

  private:
    std::shared_ptr<const NamelessFile> file_;
    std::uint64_t size_;
    std::uint64_t begin_;
    std::uint64_t offset_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> source_from(std::shared_ptr<const NamelessFile> file, std::uint64_t size,
                                        std::uint64_t begin) {
    return std::make_unique<NamelessSource>(std::move(file), size, begin);
}

}  // namespace outfield
