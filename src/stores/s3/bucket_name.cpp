#include "stores/s3/bucket_name.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"

namespace outfield::s3 {

static bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool looks_like_ip_address(std::string_view name) {
    const auto parts = split(name, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
               return parse_unsigned(part).has_value();
           });
}

static std::optional<std::string> reserved_part(std::string_view name) {
    for (const std::string_view prefix : {"xn--", "sthree-", "amzn-s3-demo-"})
        if (name.starts_with(prefix)) return fmt::format("it must not begin with '{}'", prefix);
    for (const std::string_view suffix : {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"})
        if (name.ends_with(suffix)) return fmt::format("it must not end with '{}'", suffix);
    return std::nullopt;
}

std::optional<std::string> bucket_name_fault(std::string_view name) {
    if (name.size() < 3 || name.size() > 63)
        return fmt::format("a bucket name has 3 to 63 characters, this one {}", name.size());
    for (const char c : name)
        if (!letter_or_digit(c) && c != '-' && c != '.')
            return fmt::format(
                "{} is not allowed: a bucket name has lower-case letters, digits, '-' and '.' only",
                in_quotes(std::string_view(&c, 1)));
    if (!letter_or_digit(name.front()) || !letter_or_digit(name.back()))
        return "a bucket name begins and ends with a letter or a digit";
    for (const std::string_view pair : {"..", ".-", "-."})
        if (name.find(pair) != name.npos) return fmt::format("a bucket name has no '{}' in it", pair);
    if (looks_like_ip_address(name)) return "a bucket name must not look like an IP address";
    return reserved_part(name);
}

void check_usable_bucket(std::string_view name) {
    const bool usable =
        !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
        std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c != '/' && c < 127; });
    if (!usable)
        throw Error(ErrorKind::invalid, fmt::format("{} cannot be the name of a bucket", in_quotes(name)));
}

}  // namespace outfield::s3
