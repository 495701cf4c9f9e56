// The media type of a value ("application/pdf"): from the file name where its extension is known, else from
// the bytes.
#pragma once

#include <outfield/bytes.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace outfield {

// Empty when the extension is not in the system's table (/etc/mime.types). Thread-safe.
std::string media_type_of_name(std::string_view file_name);

// As many of the first bytes as are worth looking at.
inline constexpr std::size_t media_type_head = 2048;

// Looks at the first bytes (libmagic; tens of microseconds). "application/octet-stream" when it cannot tell.
std::string media_type_of_bytes(Bytes head);

}  // namespace outfield
