#include "access/password_rules.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "access/random_secrets.h"
#include "base/text.h"

namespace outfield::access {
namespace {

constexpr std::ptrdiff_t fewest_characters = 8;
constexpr std::size_t most_bytes = 1024;

std::ptrdiff_t characters_in(std::string_view text) {
    return std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; });
}

}  // namespace

void require_good_password(const Secret& secret) {
    const auto& password = secret.reveal();
    if (!valid_utf8(password)) throw Error(ErrorKind::invalid, "a password is UTF-8");
    if (characters_in(password) < fewest_characters)
        throw Error(ErrorKind::invalid,
                    fmt::format("a password has at least {} characters", fewest_characters));
    if (password.size() > most_bytes)
        throw Error(ErrorKind::invalid, fmt::format("a password has at most {} bytes", most_bytes));
    if (looks_like_api_key(password))
        throw Error(ErrorKind::invalid, "a password cannot have the shape of an API key");
}

}  // namespace outfield::access
