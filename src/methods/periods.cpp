#include "methods/periods.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <array>
#include <charconv>
#include <chrono>

#include "base/text.h"

namespace outfield::methods {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

int number(std::string_view text, std::size_t from, std::size_t length) {
    int value = 0;
    const auto part = from <= text.size() ? text.substr(from, length) : std::string_view();
    const auto result = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.empty() || result.ec != std::errc())
        throw Error(ErrorKind::corrupt, fmt::format("{} is no part of the calendar", in_quotes(text, 40)));
    return value;
}

std::string shown(sys_days day) {
    const year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string_view month_name(unsigned month) {
    return months.at(month - 1);
}

Period months_from(int in_year, unsigned first, int count, std::string label) {
    const year_month start = year(in_year) / month(first);
    return {shown(start / day(1)), shown((start + std::chrono::months(count)) / day(1)), std::move(label)};
}

Period week_of(int in_year, int week) {
    // Week 1 has the 4th of January.
    const sys_days fourth = year(in_year) / January / day(4);
    const auto monday = fourth - (weekday(fourth) - Monday) + weeks(week - 1);
    return {shown(monday), shown(monday + days(7)), fmt::format("W{} {}", week, in_year)};
}

Period day_of(int in_year, unsigned in_month, unsigned in_day) {
    const sys_days start = year(in_year) / month(in_month) / day(in_day);
    return {shown(start), shown(start + days(1)),
            fmt::format("{:02} {} {}", in_day, month_name(in_month).substr(0, 3), in_year)};
}

}  // namespace

Period period_of(std::string_view part, std::string_view text) {
    const int in_year = number(text, 0, 4);
    if (part == "year") return months_from(in_year, 1, 12, fmt::format("{}", in_year));
    if (part == "week") return week_of(in_year, number(text, 6, 2));
    if (part == "quarter") {
        const int quarter = number(text, 6, 1);
        return months_from(in_year, static_cast<unsigned>(quarter * 3 - 2), 3,
                           fmt::format("Q{} {}", quarter, in_year));
    }
    const auto in_month = static_cast<unsigned>(number(text, 5, 2));
    if (part == "day") return day_of(in_year, in_month, static_cast<unsigned>(number(text, 8, 2)));
    return months_from(in_year, in_month, 1, fmt::format("{} {}", month_name(in_month), in_year));
}

}  // namespace outfield::methods
