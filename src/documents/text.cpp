#include "documents/text.h"

#include <string>

#include "base/text.h"

namespace outfield {

namespace json = boost::json;

json::string json_text(std::string_view text) {
    if (valid_utf8(text)) return json::string(text);
    std::string mended;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t length = 4;
        while (length > 0 && !(i + length <= text.size() && valid_utf8(text.substr(i, length)))) --length;
        // The longest valid run of up to four bytes, or a replacement for one that is not.
        mended += length ? text.substr(i, length) : std::string_view("\xEF\xBF\xBD");
        i += length ? length : 1;
    }
    return json::string(mended);
}

json::value json_time(const std::optional<Time>& time) {
    return time ? json::value(to_string(*time)) : json::value(nullptr);
}

}  // namespace outfield
