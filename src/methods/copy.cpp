// copy.
#include "methods/changes.h"
#include "methods/given_values.h"
#include "methods/model_rules.h"
#include "methods/reading.h"
#include "methods/table.h"
#include "methods/value_source.h"

namespace outfield::methods {
namespace {

using access::Right;

// What belongs to the original alone is not copied: the records of a one2many.
Value copied(BinaryFields& binaries, const Field& field, const Value& value) {
    if (const auto* attachment = std::get_if<Attachment>(&value))
        return Upload{source_of_value(binaries, *attachment), attachment->file_name, attachment->media_type};
    if (field.type == FieldType::many2many)
        if (const auto* ids = std::get_if<RecordIds>(&value))
            return Commands{Command{.kind = Command::Kind::set, .ids = *ids}};
    return value;
}

void rename(const Field* name, Values& values) {
    const auto found = values.find("name");
    auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    if (text == nullptr || name == nullptr || name->type != FieldType::character) return;
    if (name->size == 0 || text->size() + 7 <= name->size) *text += " (copy)";
}

Values values_of_copy(const Request& request, RecordId id, const wire::Struct& changes) {
    std::vector<std::string> names;
    for (const auto& field : request.model.fields)
        if (field.field.type != FieldType::one2many) names.push_back(field.name);
    const auto records = request.records().read(request.model.name, {id}, names);
    if (records.empty()) refuse_missing(request.model.name, {id}, request.user());
    auto values = given_values(request, changes);
    Values rest;
    for (const auto& [name, value] : records.front().values)
        if (const auto* field = request.model.find(name); field != nullptr && !values.contains(name))
            rest.emplace(name, copied(request.instance.binaries(), *field, value));
    rename(request.model.find("name"), rest);
    values.merge(rest);
    return values;
}

wire::Value copy(const Request& request) {
    request.require(Right::read);
    request.require(Right::create);
    const auto ids = request.arguments.ids();
    if (ids.size() != 1) refuse("copy(): one record is copied at a time");
    if (request.rules.create != nullptr || request.rules.decides_rights)
        throw Refusal(Refusal::Kind::user,
                      "Records of " + request.model.name + " are not copied: create a new one");
    read_records(request, ids, {"id"});  // the caller may see it
    const auto& changes = request.arguments.members("default");
    if (request.rules.check_records != nullptr) request.rules.check_records(request, ids);
    if (request.rules.check_values != nullptr) request.rules.check_values(request, changes);
    const auto values = values_of_copy(request, ids.front(), changes);
    return request.records().create(request.model.name, values, request.user());
}

}  // namespace

std::vector<Method> copy_methods() {
    return {{"copy", Purpose::changes, {"ids", "default"}, copy}};
}

}  // namespace outfield::methods
