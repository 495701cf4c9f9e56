#include "records/like_pattern.h"

namespace outfield {

std::string closed_pattern(std::string_view pattern) {
    std::string closed(pattern);
    const auto last = pattern.find_last_not_of('\\');
    const auto backslashes = pattern.size() - (last == std::string_view::npos ? 0 : last + 1);
    if (backslashes % 2 == 1) closed += '\\';
    return closed;
}

std::string anywhere(std::string_view text) {
    return '%' + closed_pattern(text) + '%';
}

std::string glob_pattern(std::string_view pattern) {
    std::string glob;
    bool escaped = false;
    for (const char c : pattern) {
        if (c == '\\' && !escaped) {
            escaped = true;
            continue;
        }
        if (!escaped && c == '%')
            glob += '*';
        else if (!escaped && c == '_')
            glob += '?';
        else if (c == '*' || c == '?' || c == '[')
            glob += {'[', c, ']'};
        else
            glob += c;
        escaped = false;
    }
    return glob;
}

}  // namespace outfield
