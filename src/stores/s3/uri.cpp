#include "stores/s3/uri.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace outfield::s3 {

static constexpr std::array<bool, 256> unreserved_table() {
    std::array<bool, 256> table{};
    for (unsigned char c = '0'; c <= '9'; ++c) table[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = true;
    for (unsigned char c = 'a'; c <= 'z'; ++c) table[c] = true;
    table['-'] = table['.'] = table['_'] = table['~'] = true;
    return table;
}

void append_percent_encoded(std::string& out, std::string_view text, Slash slash) {
    static constexpr auto unreserved = unreserved_table();
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (unreserved[byte] || (c == '/' && slash == Slash::keep)) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
}

std::string percent_encoded(std::string_view text, Slash slash) {
    std::string out;
    append_percent_encoded(out, text, slash);
    return out;
}

std::string percent_decoded(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::byte byte{};
        if (text[i] == '%' && bytes_from_hex(text.substr(i + 1, 2), std::span(&byte, 1))) {
            out += static_cast<char>(byte);
            i += 2;
        } else {
            out += text[i] == '+' && plus == Plus::is_space ? ' ' : text[i];
        }
    }
    return out;
}

std::string query_string(QueryParameters parameters) {
    for (auto& [name, value] : parameters) {
        name = percent_encoded(name);
        value = percent_encoded(value);
    }
    std::sort(parameters.begin(), parameters.end());
    std::string out;
    for (const auto& [name, value] : parameters) {
        if (!out.empty()) out += '&';
        out.append(name).append("=").append(value);
    }
    return out;
}

QueryParameters query_parameters(std::string_view query) {
    QueryParameters parameters;
    if (query.empty()) return parameters;
    for (const auto part : split(query, '&')) {
        const auto equals = std::min(part.find('='), part.size());
        const auto value = part.substr(std::min(equals + 1, part.size()));
        parameters.emplace_back(percent_decoded(part.substr(0, equals)), percent_decoded(value));
    }
    return parameters;
}

}  // namespace outfield::s3
