#include "wire/safe_inline.h"

#include <algorithm>

#include "base/text.h"
#include "wire/header_parameters.h"

namespace outfield::wire {

static std::string essence(std::string_view media_type) {
    return to_lower(trim(media_type.substr(0, media_type.find(';'))));
}

bool may_be_shown(std::string_view media_type) {
    const auto type = essence(media_type);
    if (type.find("xml") != type.npos || type.starts_with("image/svg")) return false;
    return type == "text/plain" || type == "application/pdf" || type.starts_with("image/") ||
           type.starts_with("audio/") || type.starts_with("video/");
}

static bool is_media_type(std::string_view type) {
    const auto slash = type.find('/');
    if (slash == 0 || slash == type.npos || slash + 1 == type.size()) return false;
    return std::all_of(type.begin(), type.begin() + static_cast<std::ptrdiff_t>(slash), is_token_character) &&
           std::all_of(type.begin() + static_cast<std::ptrdiff_t>(slash) + 1, type.end(), is_token_character);
}

std::string content_type(std::string_view media_type) {
    const auto type = essence(media_type);
    if (!is_media_type(type)) return "application/octet-stream";
    const auto semicolon = media_type.find(';');
    if (semicolon != media_type.npos) {
        const auto charset = to_lower(trim(media_type.substr(semicolon + 1)));
        const auto name = std::string_view(charset).substr(std::min<std::size_t>(8, charset.size()));
        if (charset.starts_with("charset=") && !name.empty() &&
            std::all_of(name.begin(), name.end(), is_token_character))
            return type + "; " + charset;
    }
    return type.starts_with("text/") ? type + "; charset=utf-8" : type;
}

}  // namespace outfield::wire
