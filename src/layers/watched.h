// Streams that remember whether they themselves failed: that is the caller's exception and not the store's.
#pragma once

#include <outfield/bytes.h>

#include <cstdint>

namespace outfield {

class WatchedSource final : public ByteSource {
  public:
    explicit WatchedSource(ByteSource& inner) : inner_(inner) {}
    std::size_t read(std::span<std::byte> buffer) override {
        failed = true;
        const auto count = inner_.read(buffer);
        failed = false;
        touched = true;
        return count;
    }
    std::optional<std::uint64_t> size() const override { return inner_.size(); }
    bool rewind() override { return inner_.rewind(); }
    bool failed = false, touched = false;

  private:
    ByteSource& inner_;
};

class WatchedSink final : public ByteSink {
  public:
    explicit WatchedSink(ByteSink& inner) : inner_(inner) {}
    void write(Bytes bytes) override {
        failed = true;
        inner_.write(bytes);
        failed = false;
        delivered += bytes.size();
    }
    bool failed = false;
    std::uint64_t delivered = 0;

  private:
    ByteSink& inner_;
};

}  // namespace outfield
