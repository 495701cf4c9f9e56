// The program's JSON: records, attachments, objects. A value that is not set is null (OpenERP's False is for
// its own protocols); bytes that are not UTF-8 in a name come with U+FFFD.
#pragma once

#include <outfield/objects.h>
#include <outfield/value.h>

#include <boost/json/value.hpp>
#include <string>

namespace outfield::cli {

boost::json::string json_text(std::string_view text);
boost::json::value to_json(const Value& value);
boost::json::object to_json(const Attachment& attachment);
boost::json::object to_json(const Record& record);
boost::json::object to_json(const ObjectSummary& object);

template <typename Range>
boost::json::array json_texts(const Range& texts) {
    boost::json::array array;
    for (const auto& text : texts) array.push_back(json_text(text));
    return array;
}

}  // namespace outfield::cli
