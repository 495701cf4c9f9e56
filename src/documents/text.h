// Text, times and lists as they stand in documents. A name whose bytes are not UTF-8 comes with U+FFFD.
#pragma once

#include <outfield/time.h>

#include <boost/json/array.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string_view>

namespace outfield {

boost::json::string json_text(std::string_view text);

boost::json::value json_time(const std::optional<Time>& time);  // null: there is none

template <typename Range>
boost::json::array json_texts(const Range& texts) {
    boost::json::array array;
    for (const auto& text : texts) array.push_back(json_text(text));
    return array;
}

}  // namespace outfield
