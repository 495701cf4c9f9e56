#include "stores/s3/held_bytes.h"

#include <outfield/error.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace outfield::s3 {

static constexpr std::size_t step = 64U << 10U;

HeldBytes::HeldBytes(PartMemory& memory, std::size_t capacity)
    : piece_(memory.take(capacity)), capacity_(capacity) {
    if (!piece_) file_ = std::make_unique<NamelessFile>(std::filesystem::temp_directory_path());
}

void HeldBytes::fill_from(ByteSource& source) {
    if (in_memory())
        fill_memory(source);
    else
        fill_file(source);
}

void HeldBytes::fill_memory(ByteSource& source) {
    while (!full()) {
        const auto got = source.read({piece_.get() + count_, capacity_ - count_});
        if (got == 0) return;
        count_ += got;
    }
}

void HeldBytes::fill_file(ByteSource& source) {
    std::array<std::byte, step> piece;
    while (!full()) {
        const auto got = source.read(std::span(piece).first(std::min(piece.size(), capacity_ - count_)));
        if (got == 0) return;
        if (file_->free_space() < NamelessFile::stays_free)
            throw Error(ErrorKind::out_of_space,
                        "neither memory nor the disk has room to hold a part on its way: try again later",
                        Retry::yes);
        file_->write(count_, {reinterpret_cast<const char*>(piece.data()), got});
        count_ += got;
    }
}

Body HeldBytes::body() {
    if (in_memory()) return {.bytes = bytes()};
    return {.stream = this, .stream_size = count_};
}

Sha256 HeldBytes::hash() {
    if (in_memory()) return sha256_of(bytes());
    Sha256Hasher hasher;
    std::array<std::byte, step> piece;
    rewind();
    while (const auto got = read(piece)) hasher.update(Bytes(piece).first(got));
    rewind();
    return hasher.finish();
}

std::size_t HeldBytes::read(std::span<std::byte> buffer) {
    auto count = std::min(buffer.size(), count_ - taken_);
    if (count == 0) return 0;
    if (in_memory())
        std::memcpy(buffer.data(), piece_.get() + taken_, count);
    else
        count = file_->read(taken_, buffer.first(count));
    taken_ += count;
    return count;
}

bool HeldBytes::rewind() {
    taken_ = 0;
    return true;
}

std::size_t PrefixedSource::read(std::span<std::byte> buffer) {
    if (!head_) return rest_.read(buffer);
    if (const auto got = head_->read(buffer)) return got;
    head_.reset();
    return rest_.read(buffer);
}

}  // namespace outfield::s3
