// The bytes of one part or of one small object, held so that they can be sent as often as it takes: in
// memory, or, while other transfers have all of that, in a temporary file.
#pragma once

#include <outfield/bytes.h>
#include <outfield/sha256.h>

#include <cstddef>
#include <memory>

#include "base/nameless_file.h"
#include "stores/s3/part_memory.h"
#include "stores/s3/request.h"

namespace outfield::s3 {

// A source of what it holds; begins at the first byte. Errors of the file: those of NamelessFile, and
// out_of_space before it would leave others too little of the disk.
class HeldBytes final : public ByteSource {
  public:
    // Does not own `memory`, which outlives it.
    HeldBytes(PartMemory& memory, std::size_t capacity);

    // Once: reads until it is full or the source ends.
    void fill_from(ByteSource& source);
    std::size_t count() const noexcept { return count_; }
    bool full() const noexcept { return count_ == capacity_; }
    bool in_memory() const noexcept { return piece_ != nullptr; }

    // What refers to this. Where it is a stream it has to be rewound before it is sent again.
    Body body();
    // Leaves it rewound.
    Sha256 hash();

    std::size_t read(std::span<std::byte> buffer) override;
    std::optional<std::uint64_t> size() const override { return count_; }
    bool rewind() override;

  private:
    void fill_memory(ByteSource& source);
    void fill_file(ByteSource& source);
    Bytes bytes() const noexcept { return {piece_.get(), count_}; }

    PartMemory::Piece piece_;  // or else
    std::unique_ptr<NamelessFile> file_;
    std::size_t capacity_;
    std::size_t count_ = 0;
    std::size_t taken_ = 0;
};

// What was read already, and then the rest. Does not own `rest`; does not rewind.
class PrefixedSource final : public ByteSource {
  public:
    PrefixedSource(HeldBytes head, ByteSource& rest) : head_(std::move(head)), rest_(rest) {}
    std::size_t read(std::span<std::byte> buffer) override;

  private:
    std::optional<HeldBytes> head_;  // until it is read
    ByteSource& rest_;
};

}  // namespace outfield::s3
