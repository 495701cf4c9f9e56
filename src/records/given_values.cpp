#include "records/given_values.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "records/columns.h"
#include "records/stored_value.h"

namespace outfield {
namespace {

const Value nothing;

[[noreturn]] void refuse(const Model& model, std::string_view field, std::string_view reason) {
    throw Error(ErrorKind::invalid, fmt::format("model '{}', field '{}': {}", model.name, field, reason));
}

void check_names(const Registry& registry, const Model& model, const Values& values) {
    for (const auto& [name, value] : values) {
        if (model.find(name) != nullptr) continue;
        if (find_with_common(model, name) != nullptr)
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

void take_owner(GivenValues& given, const NamedField& field) {
    given.owner = given.parameters.size();
    given.fields.push_back(&field);
    given.parameters.emplace_back(nullptr);
}

}  // namespace

GivenValues values_of_new(const StoredModels& models, const StoredModel& stored, const Values& values,
                          Nesting nesting) {
    check_names(models.registry(), *stored.model, values);
    GivenValues given;
    for (const auto& field : stored.model->fields) {
        if (field.name == nesting.inverse) {
            take_owner(given, field);
            continue;
        }
        const auto found = values.find(field.name);
        const Value& value = found == values.end() ? nothing : found->second;
        check_value(*stored.model, field, value);
        if (!is_to_many(field.field.type))
            take(given, field, value);
        else if (!is_unset(field.field.type, value))
            given.commands.push_back(commands_of(models, *stored.model, field, value, nesting.depth));
    }
    given.cleared.clear();
    return given;
}

GivenValues values_of_change(const StoredModels& models, const StoredModel& stored, const Values& values,
                             Nesting nesting) {
    check_names(models.registry(), *stored.model, values);
    GivenValues given;
    for (const auto& field : stored.model->fields) {
        const auto found = values.find(field.name);
        if (found == values.end()) continue;
        check_value(*stored.model, field, found->second);
        if (is_to_many(field.field.type))
            given.commands.push_back(commands_of(models, *stored.model, field, found->second, nesting.depth));
        else
            take(given, field, found->second);
    }
    given.update = stored.update(given.fields);
    return given;
}

}  // namespace outfield
