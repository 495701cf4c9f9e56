#include "wire/http_date.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace outfield::wire {

using namespace std::chrono;

static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

std::string http_date(Time time) {
    const auto midnight = floor<days>(time);
    const year_month_day date(midnight);
    const hh_mm_ss clock(floor<seconds>(time - midnight));
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[weekday(midnight).c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

namespace {

struct Digits {
    std::string_view text;

    // -1 for what is no number.
    int at(std::size_t place, std::size_t length) const {
        int number = 0;
        for (const char c : text.substr(place, length)) {
            if (c == ' ' && number == 0) continue;  // asctime pads the day so
            if (c < '0' || c > '9') return -1;
            number = number * 10 + (c - '0');
        }
        return number;
    }
};

// `clock` is "08:30:05".
std::optional<Time> time_of(int y, std::string_view month_name, int d, std::string_view clock) {
    unsigned m = 0;
    while (m < months.size() && months[m] != month_name) ++m;
    if (y < 0 || d < 0 || m == months.size() || clock[2] != ':' || clock[5] != ':') return std::nullopt;
    const year_month_day date(year(y), month(m + 1), day(static_cast<unsigned>(d)));
    const Digits digits{clock};
    const int h = digits.at(0, 2), min = digits.at(3, 2), s = digits.at(6, 2);
    if (!date.ok() || h < 0 || h > 23 || min < 0 || min > 59 || s < 0 || s > 60) return std::nullopt;
    return Time(sys_days(date)) + hours(h) + minutes(min) + seconds(s);
}

// More than fifty years ahead is meant as the century before (RFC 9110, section 5.6.7).
int full_year(int two_digits) {
    const auto current = static_cast<int>(year_month_day(floor<days>(now())).year());
    const int guess = current / 100 * 100 + two_digits;
    return guess > current + 50 ? guess - 100 : guess;
}

}  // namespace

std::optional<Time> parse_http_date(std::string_view text) {
    text = trim(text);
    const auto comma = text.find(',');
    if (comma == text.npos) {  // "Sun Nov  6 08:49:37 1994"
        if (text.size() != 24) return std::nullopt;
        const Digits digits{text};
        return time_of(digits.at(20, 4), text.substr(4, 3), digits.at(8, 2), text.substr(11, 8));
    }
    const auto rest = trim(text.substr(comma + 1));
    const Digits digits{rest};
    if (!rest.ends_with(" GMT")) return std::nullopt;
    if (rest.size() == 24)  // "06 Nov 1994 08:49:37 GMT"
        return time_of(digits.at(7, 4), rest.substr(3, 3), digits.at(0, 2), rest.substr(12, 8));
    if (rest.size() != 22 || digits.at(7, 2) < 0) return std::nullopt;  // "06-Nov-94 08:49:37 GMT"
    return time_of(full_year(digits.at(7, 2)), rest.substr(3, 3), digits.at(0, 2), rest.substr(10, 8));
}

}  // namespace outfield::wire
