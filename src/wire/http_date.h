// Dates of HTTP (RFC 9110, section 5.6.7), with a resolution of one second.
#pragma once

#include <outfield/time.h>

#include <optional>
#include <string>
#include <string_view>

namespace outfield::wire {

std::string http_date(Time time);  // "Mon, 23 Nov 2026 08:30:05 GMT"

// That form, and the two obsolete ones: "Monday, 23-Nov-26 08:30:05 GMT", "Mon Nov 23 08:30:05 2026".
std::optional<Time> parse_http_date(std::string_view text);

}  // namespace outfield::wire
