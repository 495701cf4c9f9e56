#include "access/password_hasher.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

namespace outfield::access {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 19 * 1024 * 1024;
constexpr unsigned most_turns = 8;
constexpr std::chrono::seconds longest_wait{10};

}  // namespace

PasswordHasher::PasswordHasher()
    : free_(std::clamp(std::thread::hardware_concurrency(), 1U, most_turns)),
      // Salt and hash are zeros, in base64.
      nobody_(fmt::format("$argon2id$v=19$m={},t={},p=1${:A<22}${:A<43}", memory / 1024, passes, "", "")) {
    if (sodium_init() < 0) throw Error(ErrorKind::unavailable, "libsodium does not start");
}

PasswordHasher::Turn::Turn(PasswordHasher& hasher) : hasher_(hasher) {
    std::unique_lock lock(hasher_.mutex_);
    if (!hasher_.freed_.wait_for(lock, longest_wait, [&] { return hasher_.free_ > 0; }))
        throw Error(ErrorKind::unavailable, "too many log in at this moment; try again in a few seconds",
                    Retry::yes);
    --hasher_.free_;
}

PasswordHasher::Turn::~Turn() {
    const std::lock_guard lock(hasher_.mutex_);
    ++hasher_.free_;
    hasher_.freed_.notify_one();
}

std::string PasswordHasher::Turn::hash(std::string_view password) const {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Error(ErrorKind::unavailable, "there is no memory to hash a password", Retry::yes);
    return hash.data();
}

bool PasswordHasher::Turn::verify(const std::string& hash, std::string_view password) const {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace outfield::access
