#include "records/given_values.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "records/stored_value.h"

namespace outfield {
namespace {

const Value nothing;

[[noreturn]] void refuse(const Model& model, std::string_view field, std::string_view reason) {
    throw Error(ErrorKind::invalid, fmt::format("model '{}', field '{}': {}", model.name, field, reason));
}

void check_names(const Registry& registry, const Model& model, const Values& values) {
    for (const auto& [name, value] : values) {
        if (name == "id" || name == "create_date" || name == "write_date")
            refuse(model, name, "it is kept by itself and cannot be written");
        registry.field(model.name, name);
    }
}

void check_value(const Model& model, const NamedField& field, const Value& value) {
    if (const auto fault = value_fault(field.field, value)) refuse(model, field.name, *fault);
    if (field.field.required && is_unset(field.field.type, value))
        refuse(model, field.name, "it is required");
}

void take(GivenValues& given, const NamedField& field, const Value& value) {
    const auto type = field.field.type;
    if (type == FieldType::binary) {
        if (const auto* upload = std::get_if<Upload>(&value))
            given.uploads.emplace_back(&field, upload);
        else
            given.cleared.push_back(&field);
        return;
    }
    given.fields.push_back(&field);
    given.parameters.push_back(stored_value(type, value));
    if (const auto* target = std::get_if<std::int64_t>(&value);
        target != nullptr && type == FieldType::many2one)
        given.targets.emplace_back(&field, *target);
}

}  // namespace

GivenValues values_of_new(const Registry& registry, const StoredModel& stored, const Values& values) {
    check_names(registry, *stored.model, values);
    GivenValues given;
    for (const auto& field : stored.model->fields) {
        const auto found = values.find(field.name);
        const Value& value = found == values.end() ? nothing : found->second;
        if (found == values.end() && field.field.type == FieldType::one2many) continue;
        check_value(*stored.model, field, value);
        take(given, field, value);
    }
    given.cleared.clear();
    return given;
}

GivenValues values_of_change(const Registry& registry, const StoredModel& stored, const Values& values) {
    check_names(registry, *stored.model, values);
    GivenValues given;
    for (const auto& field : stored.model->fields) {
        const auto found = values.find(field.name);
        if (found == values.end()) continue;
        check_value(*stored.model, field, found->second);
        take(given, field, found->second);
    }
    return given;
}

}  // namespace outfield
