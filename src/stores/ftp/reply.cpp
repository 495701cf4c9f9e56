#include "stores/ftp/reply.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace outfield::ftp {
namespace {

constexpr std::size_t text_limit = 1000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The code at the front of a line that has one and a separator behind it.
std::optional<int> code_of(std::string_view line) {
    if (line.size() < 3 || !std::ranges::all_of(line.substr(0, 3), is_digit)) return std::nullopt;
    if (line[0] < '1' || line[0] > '5') return std::nullopt;
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

}  // namespace

std::optional<Reply> ReplyReader::feed(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    const auto code = code_of(line);
    const bool last = code && (line.size() == 3 || line[3] == ' ');
    if (code && (pending_.code == 0 || pending_.code == *code)) {
        pending_.code = *code;
        line.remove_prefix(std::min<std::size_t>(line.size(), 4));
    } else if (pending_.code == 0) {
        return std::nullopt;
    }
    if (!pending_.text.empty()) pending_.text.push_back(' ');
    pending_.text.append(line).resize(std::min(pending_.text.size(), text_limit));
    if (!last || pending_.code != *code) return std::nullopt;
    return std::exchange(pending_, {});
}

std::optional<std::uint64_t> size_in(const Reply& reply) {
    return reply.code == 213 ? parse_unsigned(trim(reply.text)) : std::nullopt;
}

std::optional<Time> time_from(std::string_view digits) {
    digits = digits.substr(0, digits.find('.'));
    const auto number = parse_unsigned(digits);
    if (digits.size() != 14 || !number) return std::nullopt;
    const auto part = [&](std::size_t from, std::size_t count) {
        return static_cast<unsigned>(*parse_unsigned(digits.substr(from, count)));
    };
    using namespace std::chrono;
    const year_month_day date(year(static_cast<int>(part(0, 4))), month(part(4, 2)), day(part(6, 2)));
    if (!date.ok() || part(8, 2) > 23 || part(10, 2) > 59 || part(12, 2) > 60) return std::nullopt;
    return sys_days(date) + hours(part(8, 2)) + minutes(part(10, 2)) + seconds(part(12, 2));
}

}  // namespace outfield::ftp
