#include "wire/xmlrpc_scalars.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <charconv>
#include <chrono>
#include <cmath>

#include "base/text.h"

namespace outfield::wire {

std::optional<Scalar> scalar_named(std::string_view element) {
    static constexpr std::pair<std::string_view, Scalar> names[] = {
        {"string", Scalar::text},     {"int", Scalar::integer},     {"i4", Scalar::integer},
        {"boolean", Scalar::boolean}, {"double", Scalar::floating}, {"nil", Scalar::nil},
        {"base64", Scalar::base64},   {"i8", Scalar::integer},      {"dateTime.iso8601", Scalar::date_time},
        {"ex:nil", Scalar::nil},      {"ex:i8", Scalar::integer}};
    for (const auto& [name, type] : names)
        if (name == element) return type;
    return std::nullopt;
}

[[noreturn]] static void refuse(std::string_view text, std::string_view what) {
    throw Error(ErrorKind::invalid, fmt::format("{} is no {}", in_quotes(text, 40), what));
}

template <typename Number>
static Number number_in(std::string_view text, std::string_view what) {
    auto digits = trim(text);
    if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
    Number number{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) refuse(text, what);
    return number;
}

static bool boolean_in(std::string_view text) {
    const auto digit = trim(text);
    if (digit != "0" && digit != "1") refuse(text, "boolean: it is 0 or 1");
    return digit == "1";
}

static double double_in(std::string_view text) {
    const auto number = number_in<double>(text, "finite number");
    if (!std::isfinite(number)) refuse(text, "finite number");
    return number;
}

// "19980717T14:08:55", with or without dashes, a Z, and parts of a second.
static std::string date_time_in(std::string_view text) {
    std::string digits;
    auto rest = trim(text);
    if (rest.ends_with('Z')) rest.remove_suffix(1);
    rest = rest.substr(0, rest.find('.'));
    const bool has_dashes = rest.size() == 19 && rest[4] == '-' && rest[7] == '-';
    const std::string_view pattern = has_dashes ? "0000-00-00T00:00:00" : "00000000T00:00:00";
    bool fits = rest.size() == pattern.size();
    for (std::size_t i = 0; fits && i < rest.size(); ++i) {
        const bool is_digit = rest[i] >= '0' && rest[i] <= '9';
        fits = pattern[i] == '0' ? is_digit : rest[i] == pattern[i];
        if (is_digit) digits += rest[i];
    }
    const auto number = [&](std::size_t at, std::size_t length) {
        return static_cast<unsigned>(parse_unsigned(digits.substr(at, length)).value_or(0));
    };
    using namespace std::chrono;
    const auto is_time = [&] {
        const year_month_day date{year(static_cast<int>(number(0, 4))), month(number(4, 2)),
                                  day(number(6, 2))};
        return date.ok() && number(8, 2) < 24 && number(10, 2) < 60 && number(12, 2) < 60;
    };
    if (!fits || !is_time()) refuse(text, "time: it is written 20261123T08:30:05");
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", number(0, 4), number(4, 2), number(6, 2),
                       number(8, 2), number(10, 2), number(12, 2));
}

Value scalar_value(Scalar type, std::string_view text) {
    switch (type) {
        case Scalar::integer:
            return number_in<std::int64_t>(text, "integer of 64 bits");
        case Scalar::boolean:
            return boolean_in(text);
        case Scalar::floating:
            return double_in(text);
        case Scalar::date_time:
            return date_time_in(text);
        case Scalar::nil:
            if (!trim(text).empty()) refuse(text, "nil: it is empty");
            return {};
        case Scalar::text:
        case Scalar::base64:
            break;
    }
    return text;
}

}  // namespace outfield::wire
