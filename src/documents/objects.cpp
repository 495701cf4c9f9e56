#include "documents/objects.h"

#include <boost/json.hpp>

#include "documents/text.h"

namespace outfield {

namespace json = boost::json;

json::object to_json(const ObjectSummary& object) {
    json::object document{{"configuration", json_text(object.configuration)},
                          {"container", json_text(object.container)},
                          {"key", json_text(object.key)},
                          {"size", object.size},
                          {"modified", json_time(object.modified)},
                          {"catalogued", object.blob != 0}};
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

json::object to_json(const CataloguedObject& object) {
    const auto& value = object.value;
    return {{"blob", value.blob},
            {"configuration", json_text(value.configuration)},
            {"container", json_text(value.container)},
            {"key", json_text(value.key)},
            {"size", value.size},
            {"sha256", to_hex(value.sha256)},
            {"media_type", json_text(value.media_type)},
            {"file_name", json_text(value.file_name)},
            {"model", json_text(object.address.model)},
            {"record", object.address.record},
            {"field", json_text(object.address.field)},
            {"created", to_string(value.written)},
            {"verified", to_string(object.verified)},
            {"damaged", !value.damage.empty()},
            {"state", object.trashed ? "condemned" : "live"}};
}

json::object to_json(const TrashedValue& value) {
    return {{"object", value.blob},
            {"model", value.address.model},
            {"record", value.address.record},
            {"field", value.address.field},
            {"file_name", json_text(value.file_name)},
            {"reason", value.reason},
            {"configuration", json_text(value.configuration)},
            {"container", json_text(value.container)},
            {"size", value.size},
            {"condemned_at", to_string(value.condemned_at)},
            {"removable_at", to_string(value.removable_at)}};
}

json::object to_json(const RecoveryHorizon& horizon) {
    json::array containers;
    for (const auto& one : horizon.containers)
        containers.push_back(json::object{{"configuration", json_text(one.configuration)},
                                          {"container", json_text(one.name)},
                                          {"retention_seconds", one.retention.count()},
                                          {"since", json_time(one.since)}});
    return {{"since", json_time(horizon.since)}, {"containers", std::move(containers)}};
}

}  // namespace outfield
