// Text of strangers, as both databases take it.
#pragma once

#include <string>
#include <string_view>

namespace outfield::access {

// Short UTF-8 without NUL: anything else is nobody's login.
bool can_be_stored(std::string_view text) noexcept;

// The text itself when it is legible, else in quotes with what is not escaped; cut when it is long.
std::string written(std::string_view text);

}  // namespace outfield::access
