#include "cli/json.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.h"

namespace outfield::cli {

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

json::object to_json(const Attachment& attachment) {
    return {{"blob", attachment.blob},
            {"file_name", json_text(attachment.file_name)},
            {"size", attachment.size},
            {"sha256", to_hex(attachment.sha256)},
            {"media_type", json_text(attachment.media_type)},
            {"configuration", json_text(attachment.configuration)},
            {"container", json_text(attachment.container)},
            {"key", json_text(attachment.key)},
            {"written", to_string(attachment.written)}};
}

namespace {

struct ValueToJson {
    json::value operator()(std::monostate) const { return nullptr; }
    json::value operator()(bool value) const { return value; }
    json::value operator()(std::int64_t value) const { return value; }
    json::value operator()(double value) const { return value; }
    json::value operator()(const std::string& value) const { return json_text(value); }
    json::value operator()(const RecordIds& ids) const { return json::array(ids.begin(), ids.end()); }
    json::value operator()(const Commands&) const { return nullptr; }  // is written, never read
    json::value operator()(const Upload& upload) const { return json_text(upload.file_name); }
    json::value operator()(const Attachment& attachment) const { return to_json(attachment); }
};

}  // namespace

json::value to_json(const Value& value) {
    return std::visit(ValueToJson{}, value);
}

json::object to_json(const Record& record) {
    json::object object{{"id", record.id}};
    for (const auto& [name, value] : record.values) object[name] = to_json(value);
    return object;
}

json::object to_json(const ObjectSummary& object) {
    json::object document{{"configuration", json_text(object.configuration)},
                          {"container", json_text(object.container)},
                          {"key", json_text(object.key)},
                          {"size", object.size},
                          {"modified", nullptr},
                          {"catalogued", object.blob != 0}};
    if (object.modified) document["modified"] = to_string(*object.modified);
    if (object.blob == 0) return document;
    document["blob"] = object.blob;
    document["state"] = object.state;
    document["sha256"] = to_hex(object.sha256);
    document["media_type"] = json_text(object.media_type);
    document["file_name"] = json_text(object.file_name);
    document["record"] = nullptr;
    if (object.record)
        document["record"] = {{"model", json_text(object.record->model)},
                              {"id", object.record->record},
                              {"field", json_text(object.record->field)}};
    return document;
}

}  // namespace outfield::cli
