#include "stores/s3/part_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace outfield::s3 {

void PartMemory::GiveBack::operator()(std::byte* bytes) const noexcept {
    if (memory)
        memory->give_back(bytes, size);
    else
        delete[] bytes;
}

PartMemory::~PartMemory() {
    drop_spares();
}

PartMemory::Piece PartMemory::take(std::size_t size) {
    if (size <= small_piece) return {new std::byte[size], {}};
    const std::lock_guard lock(mutex_);
    auto* const bytes = spare_of(size);
    if (!bytes) return {};
    lent_ += size;
    return {bytes, {this, size}};
}

// Mapped, because malloc would keep what is freed for the thread that had it.
std::byte* PartMemory::spare_of(std::size_t size) {
    const auto fits = [&](const Spare& spare) { return spare.size == size; };
    if (const auto found = std::find_if(spares_.begin(), spares_.end(), fits); found != spares_.end()) {
        auto* const bytes = found->bytes;
        spares_.erase(found);
        spare_ -= size;
        return bytes;
    }
    if (lent_ + spare_ + size > limit_) drop_spares();
    if (lent_ + size > limit_) return nullptr;
    auto* const pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) throw std::bad_alloc();
    return static_cast<std::byte*>(pages);
}

void PartMemory::drop_spares() noexcept {
    for (const auto& spare : spares_) ::munmap(spare.bytes, spare.size);
    spares_.clear();
    spare_ = 0;
}

void PartMemory::give_back(std::byte* bytes, std::size_t size) noexcept {
    const std::lock_guard lock(mutex_);
    lent_ -= size;
    spares_.push_back({bytes, size});
    spare_ += size;
    if (lent_ == 0) drop_spares();
}

}  // namespace outfield::s3
