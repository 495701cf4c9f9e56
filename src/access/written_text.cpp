#include "access/written_text.h"

#include <algorithm>

#include "base/text.h"

namespace outfield::access {

constexpr std::size_t longest = 256;

bool can_be_stored(std::string_view text) noexcept {
    return text.size() <= longest && text.find('\0') == std::string_view::npos && valid_utf8(text);
}

std::string written(std::string_view text) {
    const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == 127; };
    if (can_be_stored(text) && std::ranges::none_of(text, is_control)) return std::string(text);
    return in_quotes(text, longest);
}

}  // namespace outfield::access
