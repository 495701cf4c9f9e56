#include "access/random_secrets.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/random.h"
#include "base/text.h"

namespace outfield::access {
namespace {

constexpr std::string_view key_prefix = "of_";
constexpr std::size_t digits = 64;

using Block = std::array<std::byte, 64>;  // of SHA-256

bool is_token(std::string_view text) noexcept {
    return text.size() == digits &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

Secret generate_password() {
    auto password = random_id(20);
    for (const std::size_t at : {15, 10, 5}) password.insert(at, "-");
    return Secret(std::move(password));
}

std::string generate_token() {
    std::array<std::byte, digits / 2> bytes;
    fill_random(bytes);
    return to_hex(Bytes(bytes));
}

Secret generate_api_key() {
    return Secret(std::string(key_prefix) + generate_token());
}

bool looks_like_api_key(std::string_view text) noexcept {
    return text.starts_with(key_prefix) && is_token(text.substr(key_prefix.size()));
}

std::optional<Sha256> hash_of_token(std::string_view token) {
    if (!is_token(token)) return std::nullopt;
    return sha256_of(token);
}

std::string csrf_of_token(std::string_view token) {
    return to_hex(hmac(std::as_bytes(std::span(token)), {"csrf"}));
}

Sha256 hmac(Bytes key, std::initializer_list<std::string_view> texts) {
    thread_local Sha256Hasher hasher;
    Block inner, outer;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const auto byte = i < key.size() ? key[i] : std::byte{0};
        inner[i] = byte ^ std::byte{0x36};
        outer[i] = byte ^ std::byte{0x5c};
    }
    hasher.update(inner);
    for (const auto text : texts) hasher.update(std::as_bytes(std::span(text)));
    const auto hash = hasher.finish();
    hasher.update(outer);
    hasher.update(hash.bytes);
    return hasher.finish();
}

}  // namespace outfield::access
