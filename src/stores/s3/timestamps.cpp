#include "stores/s3/timestamps.h"

#include "base/text.h"

namespace outfield::s3 {

static std::optional<Time> time_of(unsigned year, unsigned month, unsigned day, std::string_view clock) {
    using namespace std::chrono;
    const auto date = year_month_day(std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                                     std::chrono::day(day));
    if (clock.size() < 8 || clock[2] != ':' || clock[5] != ':' || !date.ok()) return std::nullopt;
    const auto h = parse_unsigned(clock.substr(0, 2));
    const auto m = parse_unsigned(clock.substr(3, 2));
    const auto s = parse_unsigned(clock.substr(6, 2));
    if (!h || !m || !s || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
    return Time(sys_days(date)) + hours(*h) + minutes(*m) + seconds(*s);
}

static unsigned number(std::string_view text) {
    return static_cast<unsigned>(parse_unsigned(text).value_or(0));
}

std::optional<Time> parse_iso_date(std::string_view text) {
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T') return std::nullopt;
    auto time = time_of(number(text.substr(0, 4)), number(text.substr(5, 2)), number(text.substr(8, 2)),
                        text.substr(11));
    if (time && text.size() >= 23 && text[19] == '.')
        *time += std::chrono::milliseconds(number(text.substr(20, 3)));
    return time;
}

std::optional<Time> parse_http_date(std::string_view text) {
    static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() < 25 || text[3] != ',' || text[16] != ' ') return std::nullopt;
    const auto month = months.find(text.substr(8, 3));
    if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
    return time_of(number(text.substr(12, 4)), static_cast<unsigned>(month / 3 + 1),
                   number(text.substr(5, 2)), text.substr(17));
}

}  // namespace outfield::s3
