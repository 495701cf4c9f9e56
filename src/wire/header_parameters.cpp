#include "wire/header_parameters.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "wire/query_string.h"

namespace outfield::wire {

static constexpr std::size_t most_parameters = 32;

const std::string* ParameterizedValue::find(std::string_view name) const noexcept {
    for (const auto& [key, parameter] : parameters)
        if (key == name) return &parameter;
    return nullptr;
}

bool is_token_character(char c) noexcept {
    const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return is_alphanumeric ||
           (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

[[noreturn]] static void refuse(std::string_view header) {
    throw Error(ErrorKind::invalid,
                fmt::format("the header {} is not written as value; name=value; ...", in_quotes(header, 80)));
}

// A quoted string at the front, which is taken off. Browsers do not escape with backslashes but in one case,
// \" ; a backslash before anything else is one of a Windows path.
static std::string take_quoted(std::string_view& rest, std::string_view header) {
    std::string text;
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return text;
        }
        if (rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\')) ++i;
        text += rest[i];
    }
    refuse(header);
}

static std::string take_value(std::string_view& rest, std::string_view header) {
    if (rest.starts_with('"')) return take_quoted(rest, header);
    const auto end = std::min(rest.find(';'), rest.size());
    const auto value = std::string(trim(rest.substr(0, end)));
    rest.remove_prefix(end);
    return value;
}

ParameterizedValue parse_parameters(std::string_view header) {
    ParameterizedValue parsed;
    const auto end = std::min(header.find(';'), header.size());
    parsed.value = to_lower(trim(header.substr(0, end)));
    for (auto rest = trim(header.substr(end)); !rest.empty(); rest = trim(rest)) {
        if (!rest.starts_with(';') || parsed.parameters.size() == most_parameters) refuse(header);
        rest = trim(rest.substr(1));
        if (rest.empty()) break;
        const auto equals = rest.find('=');
        const auto name = trim(rest.substr(0, equals));
        if (equals == rest.npos || name.empty() || !std::all_of(name.begin(), name.end(), is_token_character))
            refuse(header);
        rest = trim(rest.substr(equals + 1));
        parsed.parameters.emplace_back(to_lower(name), take_value(rest, header));
    }
    return parsed;
}

std::optional<std::string> decode_extended(std::string_view text) {
    const auto first = text.find('\''), second = text.find('\'', first + 1);
    if (first == text.npos || second == text.npos || to_lower(text.substr(0, first)) != "utf-8")
        return std::nullopt;
    try {
        return percent_decoded(text.substr(second + 1));
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string encode_extended(std::string_view utf8) {
    return "UTF-8''" + percent_encoded(utf8);
}

}  // namespace outfield::wire
