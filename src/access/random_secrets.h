// Secrets that are made here: random, from the operating system.
#pragma once

#include <outfield/settings.h>
#include <outfield/sha256.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace outfield::access {

// Four groups of five characters, "7k2mq-..." (100 bits).
Secret generate_password();

// "of_" and 64 hexadecimal digits.
Secret generate_api_key();
bool looks_like_api_key(std::string_view text) noexcept;

// 64 hexadecimal digits.
std::string generate_token();
// What the catalog knows a token by; nullopt for what is not a token.
std::optional<Sha256> hash_of_token(std::string_view token);
// What a form of the session carries: says nothing about the token.
std::string csrf_of_token(std::string_view token);

// HMAC-SHA-256 (RFC 2104) of texts one after the other. The key has at most 64 bytes.
Sha256 hmac(Bytes key, std::initializer_list<std::string_view> texts);

}  // namespace outfield::access
