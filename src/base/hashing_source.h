// A source that counts and hashes what passes through it, for puts that hash on the way.
#pragma once

#include <outfield/bytes.h>
#include <outfield/sha256.h>
#include <outfield/stored.h>

namespace outfield {

class HashingSource final : public ByteSource {
  public:
    // Does not own `inner`, which outlives it.
    explicit HashingSource(ByteSource& inner) : inner_(inner) {}

    std::size_t read(std::span<std::byte> buffer) override;
    std::optional<std::uint64_t> size() const override { return inner_.size(); }
    bool rewind() override;

    // What has passed since the start or the last rewind; to be asked once, at the end.
    Stored finish() { return {count_, hasher_.finish()}; }
    std::uint64_t count() const noexcept { return count_; }

  private:
    ByteSource& inner_;
    Sha256Hasher hasher_;
    std::uint64_t count_ = 0;
};

// Throws ErrorKind::conflict when a source gave more or fewer bytes than it had announced.
void check_announced_size(const ByteSource& source, std::uint64_t got);

}  // namespace outfield
