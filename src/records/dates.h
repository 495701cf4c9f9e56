// The texts of dates and datetimes.
#pragma once

#include <string_view>

namespace outfield {

bool valid_date(std::string_view text) noexcept;      // "YYYY-MM-DD", years 0001 to 9999
bool valid_datetime(std::string_view text) noexcept;  // "YYYY-MM-DD HH:MM:SS"

}  // namespace outfield
