// Secrets at rest: sealed with AES-256-GCM under a key that lives outside the catalog (NIST SP 800-38D).
// Format: "1:" + base64(12-byte nonce, ciphertext, 16-byte tag). The context (which row and setting the
// secret belongs to) is authenticated too, so that a sealed secret cannot be moved to another row.
#pragma once

#include <outfield/settings.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace outfield {

class SealingKey {
  public:
    static SealingKey generate();

    // 64 hexadecimal digits; nullopt for anything else.
    static std::optional<SealingKey> from_hex(std::string_view digits);
    Secret to_hex() const;

    std::string seal(const Secret& secret, std::string_view context) const;

    // Throws ErrorKind::corrupt when `sealed` was not sealed with this key for this context.
    Secret open(std::string_view sealed, std::string_view context) const;

  private:
    std::array<std::byte, 32> key_{};
};

}  // namespace outfield
