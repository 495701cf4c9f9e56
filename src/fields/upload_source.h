// The source of an upload while it is put: its first bytes are looked at for the media type, and the
// reservation's lease is renewed as long as bytes flow.
#pragma once

#include <outfield/bytes.h>

#include <chrono>
#include <functional>
#include <string>

namespace outfield {

class UploadSource final : public ByteSource {
  public:
    // `renew` is called at the latest after each `interval` of reading.
    UploadSource(ByteSource& inner, std::chrono::seconds interval, std::function<void()> renew);

    // The first bytes, up to 2 KiB, without taking them away.
    Bytes head();

    std::size_t read(std::span<std::byte> buffer) override;
    std::optional<std::uint64_t> size() const override { return inner_.size(); }
    bool rewind() override;

  private:
    ByteSource& inner_;
    std::string head_;
    std::size_t given_ = 0;  // of the head
    bool looked_ = false;
    std::chrono::seconds interval_;
    std::function<void()> renew_;
    std::chrono::steady_clock::time_point renewed_ = std::chrono::steady_clock::now();
};

}  // namespace outfield
