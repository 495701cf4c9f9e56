#include <outfield/storage.h>

#include <algorithm>

namespace outfield {

static bool valid_segment(std::string_view segment) noexcept {
    return !segment.empty() && segment != "." && segment != "..";
}

bool valid_key(std::string_view key) noexcept {
    if (key.empty() || key.size() > 512) return false;
    const bool alphabet = std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.' || c == '/';
    });
    if (!alphabet) return false;
    for (;;) {
        const auto slash = key.find('/');
        if (!valid_segment(key.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        key.remove_prefix(slash + 1);
    }
}

}  // namespace outfield
