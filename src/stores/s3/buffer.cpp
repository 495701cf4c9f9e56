#include "stores/s3/buffer.h"

#include <algorithm>
#include <cstring>

namespace outfield::s3 {

void Buffer::fill_from(ByteSource& source) {
    while (size_ < capacity_) {
        const auto got = source.read({memory_.get() + size_, capacity_ - size_});
        if (got == 0) return;
        size_ += got;
    }
}

std::size_t PrefixedSource::read(std::span<std::byte> buffer) {
    if (taken_ == head_.size()) return rest_.read(buffer);
    const auto count = std::min(buffer.size(), head_.size() - taken_);
    std::memcpy(buffer.data(), head_.bytes().data() + taken_, count);
    taken_ += count;
    if (taken_ == head_.size()) {
        head_ = Buffer(0);
        taken_ = 0;
    }
    return count;
}

}  // namespace outfield::s3
