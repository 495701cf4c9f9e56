#include "stores/s3/pipe.h"

#include <algorithm>
#include <cstring>

namespace outfield::s3 {

Pipe::Pipe(std::size_t buffers, std::size_t buffer_size) : ring_(buffers) {
    for (auto& buffer : ring_) buffer.bytes.resize(buffer_size);
}

std::span<std::byte> Pipe::buffer() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return full_ < ring_.size() || left_; });
    if (left_) return {};
    return ring_[(first_ + full_) % ring_.size()].bytes;
}

void Pipe::push(std::size_t filled) {
    const std::lock_guard lock(mutex_);
    ring_[(first_ + full_) % ring_.size()].filled = filled;
    ++full_;
    changed_.notify_one();
}

void Pipe::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_one();
}

void Pipe::fail(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    error_ = std::move(error);
    closed_ = true;
    changed_.notify_one();
}

Bytes Pipe::front() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return full_ > 0 || closed_; });
    if (full_ > 0) return Bytes(ring_[first_].bytes).first(ring_[first_].filled);
    if (error_) std::rethrow_exception(error_);
    return {};
}

void Pipe::pop() {
    const std::lock_guard lock(mutex_);
    first_ = (first_ + 1) % ring_.size();
    --full_;
    changed_.notify_one();
}

void Pipe::leave() {
    const std::lock_guard lock(mutex_);
    left_ = true;
    changed_.notify_one();
}

void PipeSink::write(Bytes bytes) {
    while (!bytes.empty()) {
        if (filled_ == 0) room_ = pipe_.buffer();
        if (room_.empty()) return;
        const auto count = std::min(room_.size() - filled_, bytes.size());
        std::memcpy(room_.data() + filled_, bytes.data(), count);
        filled_ += count;
        bytes = bytes.subspan(count);
        if (filled_ < room_.size()) return;
        pipe_.push(filled_);
        filled_ = 0;
    }
}

void PipeSink::close() {
    if (filled_ > 0) pipe_.push(filled_);
    filled_ = 0;
    pipe_.close();
}

std::size_t PipeSource::read(std::span<std::byte> buffer) {
    const auto front = pipe_.front();
    const auto count = std::min(buffer.size(), front.size() - taken_);
    if (count == 0) return 0;
    std::memcpy(buffer.data(), front.data() + taken_, count);
    taken_ += count;
    if (taken_ == front.size()) {
        taken_ = 0;
        pipe_.pop();
    }
    return count;
}

}  // namespace outfield::s3
