#include "documents/records.h"

#include <boost/json.hpp>

#include "documents/text.h"

namespace outfield {

namespace json = boost::json;

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

json::object to_json(const FieldAddress& address) {
    return {
        {"model", json_text(address.model)}, {"record", address.record}, {"field", json_text(address.field)}};
}

}  // namespace outfield
