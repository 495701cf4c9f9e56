// Dates as S3 writes them.
#pragma once

#include <outfield/time.h>

#include <optional>
#include <string_view>

namespace outfield::s3 {

// "2026-11-23T08:30:05.000Z" (ISO 8601, UTC), in XML.
std::optional<Time> parse_iso_date(std::string_view text);

// "Mon, 23 Nov 2026 08:30:05 GMT" (RFC 9110, IMF-fixdate), in headers.
std::optional<Time> parse_http_date(std::string_view text);

}  // namespace outfield::s3
