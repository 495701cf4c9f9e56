// The memory of the parts under way: so much for all transfers of one storage configuration together.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace outfield::s3 {

// Outlives what was taken from it. Thread-safe.
class PartMemory {
    struct GiveBack {
        PartMemory* memory = nullptr;  // nullptr: it was not counted
        std::size_t size = 0;
        void operator()(std::byte* bytes) const noexcept;
    };

  public:
    // Up to here a piece is not counted: all connections' together are no more than a few parts.
    static constexpr std::size_t small_piece = 512U << 10U;

    explicit PartMemory(std::size_t limit) : limit_(limit) {}
    ~PartMemory();
    PartMemory(const PartMemory&) = delete;
    PartMemory& operator=(const PartMemory&) = delete;

    // Not zeroed; goes back by itself.
    using Piece = std::unique_ptr<std::byte[], GiveBack>;
    // Does not wait: nullptr when all pieces together would be more than the limit.
    Piece take(std::size_t size);

  private:
    struct Spare {
        std::byte* bytes;
        std::size_t size;
    };
    std::byte* spare_of(std::size_t size);
    void drop_spares() noexcept;
    void give_back(std::byte* bytes, std::size_t size) noexcept;

    const std::size_t limit_;  // bytes
    std::mutex mutex_;
    std::size_t lent_ = 0;       // bytes
    std::vector<Spare> spares_;  // for the next part, as long as any is under way: new pages are dear
    std::size_t spare_ = 0;      // bytes
};

}  // namespace outfield::s3
