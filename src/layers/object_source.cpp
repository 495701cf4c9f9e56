#include "layers/object_source.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace outfield {
namespace {

constexpr std::size_t buffer_size = 2 * 1024 * 1024;

struct Abandoned {};  // thrown into get when the reader has gone

// A ring of bytes between one writer and one reader.
class Pipe final : public ByteSink {
  public:
    void write(Bytes bytes) override {
        while (!bytes.empty()) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return abandoned_ || filled_ < buffer_.size(); });
            if (abandoned_) throw Abandoned{};
            const auto end = (start_ + filled_) % buffer_.size();
            const auto room = std::min(buffer_.size() - filled_, buffer_.size() - end);
            const auto count = std::min(room, bytes.size());
            std::memcpy(buffer_.data() + end, bytes.data(), count);
            filled_ += count;
            bytes = bytes.subspan(count);
            changed_.notify_all();
        }
    }

    std::size_t read(std::span<std::byte> out) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || filled_ != 0; });
        if (filled_ == 0 && fault_) std::rethrow_exception(fault_);
        const auto count = std::min({out.size(), filled_, buffer_.size() - start_});
        std::memcpy(out.data(), buffer_.data() + start_, count);
        start_ = (start_ + count) % buffer_.size();
        filled_ -= count;
        changed_.notify_all();
        return count;
    }

    void close(std::exception_ptr fault) {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        fault_ = std::move(fault);
        changed_.notify_all();
    }

    void abandon() {
        const std::lock_guard lock(mutex_);
        abandoned_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::byte> buffer_ = std::vector<std::byte>(buffer_size);
    std::size_t start_ = 0, filled_ = 0;
    bool closed_ = false, abandoned_ = false;
    std::exception_ptr fault_;
};

class ObjectSource final : public ByteSource {
  public:
    ObjectSource(std::function<void(ByteSink&)> get, std::uint64_t size)
        : get_(std::move(get)), size_(size) {}
    ~ObjectSource() override { stop(); }
    ObjectSource(const ObjectSource&) = delete;
    ObjectSource& operator=(const ObjectSource&) = delete;

    std::size_t read(std::span<std::byte> buffer) override {
        if (!pipe_) start();
        return pipe_->read(buffer);
    }
    std::optional<std::uint64_t> size() const override { return size_; }
    bool rewind() override {
        stop();
        return true;
    }

  private:
    void start() {
        pipe_ = std::make_unique<Pipe>();
        thread_ = std::thread([this, pipe = pipe_.get()] {
            try {
                get_(*pipe);
                pipe->close(nullptr);
            } catch (const Abandoned&) {
            } catch (...) {
                pipe->close(std::current_exception());
            }
        });
    }

    void stop() {
        if (!pipe_) return;
        pipe_->abandon();
        if (thread_.joinable()) thread_.join();  // it may not have started
        pipe_.reset();
    }

    std::function<void(ByteSink&)> get_;
    std::uint64_t size_;
    std::unique_ptr<Pipe> pipe_;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<ByteSource> source_from_object(Storage& storage, ObjectAddress address, std::uint64_t size) {
    return source_from_get(
        [&storage, address = std::move(address)](ByteSink& sink) { storage.get(address, sink); }, size);
}

std::unique_ptr<ByteSource> source_from_get(std::function<void(ByteSink&)> get, std::uint64_t size) {
    return std::make_unique<ObjectSource>(std::move(get), size);
}

}  // namespace outfield
