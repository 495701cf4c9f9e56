// Bytes of one part or of one small object in memory.
#pragma once

#include <outfield/bytes.h>

#include <cstddef>
#include <memory>

namespace outfield::s3 {

class Buffer {
  public:
    explicit Buffer(std::size_t capacity) : memory_(new std::byte[capacity]), capacity_(capacity) {}

    // Reads until the buffer is full or the source ends.
    void fill_from(ByteSource& source);

    Bytes bytes() const noexcept { return {memory_.get(), size_}; }
    std::size_t size() const noexcept { return size_; }
    bool full() const noexcept { return size_ == capacity_; }

  private:
    std::unique_ptr<std::byte[]> memory_;  // not zeroed: only what was read is ever looked at
    std::size_t capacity_;
    std::size_t size_ = 0;
};

// What was read already, and then the rest. Does not own `rest`; does not rewind.
class PrefixedSource final : public ByteSource {
  public:
    PrefixedSource(Buffer head, ByteSource& rest) : head_(std::move(head)), rest_(rest) {}
    std::size_t read(std::span<std::byte> buffer) override;

  private:
    Buffer head_;
    std::size_t taken_ = 0;
    ByteSource& rest_;
};

}  // namespace outfield::s3
