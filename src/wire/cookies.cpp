#include "wire/cookies.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "wire/header_parameters.h"

namespace outfield::wire {

std::optional<std::string> cookie(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(pair.size() + 1, header.size()));
        const auto equals = pair.find('=');
        if (equals == pair.npos || trim(pair.substr(0, equals)) != name) continue;
        auto value = trim(pair.substr(equals + 1));
        if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
            value = value.substr(1, value.size() - 2);
        return std::string(value);
    }
    return std::nullopt;
}

// RFC 6265, section 4.1.1: cookie-octet, and for the path whatever is no control character or semicolon.
static void check(std::string_view text, std::string_view forbidden) {
    const auto is_bad = [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20U || byte >= 0x7FU || forbidden.find(c) != forbidden.npos;
    };
    if (std::any_of(text.begin(), text.end(), is_bad))
        throw Error(ErrorKind::invalid, "a cookie holds a character that would break out of its place");
}

std::string render(const SetCookie& cookie) {
    if (cookie.name.empty() || !std::all_of(cookie.name.begin(), cookie.name.end(), is_token_character))
        throw Error(ErrorKind::invalid, fmt::format("{} is no name for a cookie", in_quotes(cookie.name)));
    check(cookie.value, "\",;\\");
    check(cookie.path, ";");
    check(cookie.same_site, ";");
    auto text = fmt::format("{}={}; Path={}", cookie.name, cookie.value, cookie.path);
    if (cookie.max_age) text += fmt::format("; Max-Age={}", cookie.max_age->count());
    if (cookie.http_only) text += "; HttpOnly";
    if (cookie.secure) text += "; Secure";
    if (!cookie.same_site.empty()) text += "; SameSite=" + cookie.same_site;
    return text;
}

}  // namespace outfield::wire
