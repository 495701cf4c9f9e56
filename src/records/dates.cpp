#include "records/dates.h"

#include <chrono>

namespace outfield {
namespace {

// The number that stands at `from`, or -1.
int number(std::string_view text, std::size_t from, std::size_t digits) noexcept {
    int value = 0;
    for (std::size_t i = from; i < from + digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool within(int value, int most) noexcept {
    return value >= 0 && value <= most;
}

}  // namespace

bool valid_date(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const int year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
    if (year < 1 || month < 1 || day < 1) return false;
    return std::chrono::year_month_day(std::chrono::year(year),
                                       std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day)))
        .ok();
}

bool valid_datetime(std::string_view text) noexcept {
    if (text.size() != 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':') return false;
    return valid_date(text.substr(0, 10)) && within(number(text, 11, 2), 23) &&
           within(number(text, 14, 2), 59) && within(number(text, 17, 2), 59);
}

}  // namespace outfield
