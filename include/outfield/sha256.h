// SHA-256 (FIPS 180-4), the hash by which every value is known.
#pragma once

#include <outfield/bytes.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace outfield {

struct Sha256 {
    std::array<std::byte, 32> bytes{};
    bool operator==(const Sha256&) const = default;
};

// 64 lower-case hexadecimal digits, and back; anything else is nullopt.
std::string to_hex(const Sha256& hash);
std::optional<Sha256> sha256_from_hex(std::string_view hex);

Sha256 sha256_of(Bytes bytes);
Sha256 sha256_of(std::string_view text);

// The hash of a stream. Not thread-safe; reusable after finish().
class Sha256Hasher {
  public:
    Sha256Hasher();
    ~Sha256Hasher();
    Sha256Hasher(Sha256Hasher&&) noexcept;
    Sha256Hasher& operator=(Sha256Hasher&&) noexcept;

    void update(Bytes bytes);
    Sha256 finish();  // starts anew

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

}  // namespace outfield
