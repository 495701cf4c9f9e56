// Argon2id (RFC 9106), by libsodium: two passes over 19 MiB, the least that OWASP's Password Storage Cheat
// Sheet recommends. A hash says itself at which cost it was made.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

namespace outfield::access {

// Thread-safe. Whoever hashes or verifies takes a turn first; there are as many turns at once as there are
// processors, and never more than eight, so that a storm of logins takes no more memory than that.
class PasswordHasher {
  public:
    PasswordHasher();

    class Turn {
      public:
        // Waits, but not for long: unavailable (retryable) after ten seconds.
        explicit Turn(PasswordHasher& hasher);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

        std::string hash(std::string_view password) const;
        // False when `hash` is no hash.
        bool verify(const std::string& hash, std::string_view password) const;

      private:
        PasswordHasher& hasher_;
    };

    // A hash of this cost that no password is known to have: to verify against where there is no user.
    const std::string& nobody() const noexcept { return nobody_; }

  private:
    std::mutex mutex_;
    std::condition_variable freed_;
    unsigned free_;
    std::string nobody_;
};

}  // namespace outfield::access
