// Lengths of time as people write them: 45s, 30m, 12h, 30d, 4w; "1d12h" adds up; a bare 0 is none.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace outfield::cli {

// Throws ErrorKind::invalid and names `what` ("--retention") when the text is none or more than 100 years.
std::chrono::seconds parse_duration(std::string_view text, std::string_view what);

std::string human_duration(std::chrono::seconds duration);  // "30d", "1h30m", "0"

}  // namespace outfield::cli
