// The body of a request from a slow client, in a nameless file until it is whole.
#pragma once

#include <outfield/bytes.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "base/nameless_file.h"

namespace outfield::server {

// Written up first and then read, once.
class KeptBody final : public ByteSource {
  public:
    explicit KeptBody(const std::filesystem::path& directory) : file_(directory) {}

    // Fault 507 where it would leave others too little of the disk.
    void append(std::string_view piece);
    std::size_t read(std::span<std::byte> buffer) override;
    std::optional<std::uint64_t> size() const override { return size_; }

  private:
    NamelessFile file_;
    std::uint64_t size_ = 0, at_ = 0;
};

}  // namespace outfield::server
