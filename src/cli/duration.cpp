#include "cli/duration.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <array>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace outfield::cli {

static constexpr std::array<std::pair<char, std::int64_t>, 5> units{
    {{'w', 7 * 86400}, {'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}}};
static constexpr std::int64_t longest = 100LL * 366 * 86400;

static std::int64_t seconds_in(char unit) {
    for (const auto& [letter, seconds] : units)
        if (letter == unit) return seconds;
    return 0;
}

// The sum, or -1 when the text is no duration.
static std::int64_t parse(std::string_view text) {
    if (text == "0") return 0;
    std::int64_t sum = 0;
    while (!text.empty()) {
        const auto digits = text.find_first_not_of("0123456789");
        if (digits == std::string_view::npos) return -1;
        const auto count = parse_unsigned(text.substr(0, digits));
        const auto unit = seconds_in(text[digits]);
        if (!count || unit == 0 || *count > static_cast<std::uint64_t>(longest / unit)) return -1;
        sum += static_cast<std::int64_t>(*count) * unit;
        if (sum > longest) return -1;
        text.remove_prefix(digits + 1);
    }
    return sum;
}

std::chrono::seconds parse_duration(std::string_view text, std::string_view what) {
    const auto sum = text.empty() ? -1 : parse(text);
    if (sum < 0)
        throw Error(ErrorKind::invalid,
                    fmt::format("{}: {} is not a length of time such as 45s, 30m, 12h, 30d or 4w", what,
                                in_quotes(text, 60)));
    return std::chrono::seconds(sum);
}

std::string human_duration(std::chrono::seconds duration) {
    auto left = duration.count();
    std::string text;
    for (const auto& [letter, seconds] : units) {
        if (letter == 'w' || left < seconds) continue;
        text += fmt::format("{}{}", left / seconds, letter);
        left %= seconds;
    }
    return text.empty() ? "0" : text;
}

}  // namespace outfield::cli
