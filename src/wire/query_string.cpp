#include "wire/query_string.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"

namespace outfield::wire {

static char decoded_byte(std::string_view text, std::size_t at) {
    std::byte byte{};
    if (!bytes_from_hex(text.substr(at + 1, 2), {&byte, 1}))
        throw Error(ErrorKind::invalid,
                    fmt::format("in {} a % stands without two hexadecimal digits", in_quotes(text, 80)));
    return static_cast<char>(byte);
}

std::string percent_decoded(std::string_view text, Plus plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            decoded += decoded_byte(text, i);
            i += 2;
        } else {
            decoded += text[i] == '+' && plus == Plus::is_space ? ' ' : text[i];
        }
    }
    if (decoded.find('\0') != decoded.npos || !valid_utf8(decoded))
        throw Error(ErrorKind::invalid, fmt::format("{} is not text in UTF-8", in_quotes(text, 80)));
    return decoded;
}

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_alphanumeric =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (is_alphanumeric || c == '-' || c == '.' || c == '_' || c == '~')
            encoded += c;
        else
            encoded.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
    return encoded;
}

const std::string* QueryString::find(std::string_view name) const noexcept {
    for (const auto& [key, value] : *this)
        if (key == name) return &value;
    return nullptr;
}

std::string QueryString::get(std::string_view name, std::string otherwise) const {
    const auto* value = find(name);
    return value ? *value : std::move(otherwise);
}

QueryString parse_query(std::string_view text, std::size_t most) {
    QueryString query;
    while (!text.empty()) {
        const auto member = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(member.size() + 1, text.size()));
        if (member.empty()) continue;
        if (query.size() == most)
            throw Error(ErrorKind::invalid, fmt::format("the query has more than {} members", most));
        const auto equals = member.find('=');
        const auto value = equals == member.npos ? std::string_view{} : member.substr(equals + 1);
        query.emplace_back(percent_decoded(member.substr(0, equals), Plus::is_space),
                           percent_decoded(value, Plus::is_space));
    }
    return query;
}

}  // namespace outfield::wire
