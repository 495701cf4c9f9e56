// The parts of the calendar by which dates are grouped.
#pragma once

#include <string>
#include <string_view>

namespace outfield::methods {

// From the first day of the period to the first one after it, and what OpenERP calls it.
struct Period {
    std::string from, to;  // "2026-11-01", "2026-12-01"
    std::string label;     // "November 2026"
};

// `text` is what Records::group answers: "2026-11-23", "2026-W47", "2026-11", "2026-Q4", "2026".
Period period_of(std::string_view part, std::string_view text);

}  // namespace outfield::methods
