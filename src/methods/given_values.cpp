#include "methods/given_values.h"

#include <algorithm>
#include <array>

#include "methods/binary_values.h"
#include "methods/domains.h"
#include "methods/model_rules.h"
#include "methods/plain_values.h"

namespace outfield::methods {
namespace {

bool is_kept_by_itself(std::string_view name) {
    static constexpr std::array<std::string_view, 7> names{
        "id", "create_date", "create_uid", "write_date", "write_uid", "display_name", "__last_update"};
    return std::ranges::find(names, name) != names.end();
}

bool is_to_many(FieldType type) {
    return type == FieldType::one2many || type == FieldType::many2many;
}

// "" and [] change nothing in a relation; an undefined value of JavaScript arrives so.
bool says_nothing(const wire::Value& value) {
    if (const auto* text = value.as<std::string>()) return text->empty();
    const auto* list = value.as<wire::List>();
    return list != nullptr && list->empty();
}

Value upload_of(const Request& request, std::string_view name, const wire::Value& value,
                const wire::Struct& siblings) {
    auto given = upload_from(name, value, siblings);
    auto* upload = std::get_if<Upload>(&given);
    const auto* type = request.model.name == "ir.attachment" ? siblings.find("mimetype") : nullptr;
    if (upload != nullptr && type != nullptr && type->as<std::string>() != nullptr)
        upload->media_type = *type->as<std::string>();
    return given;
}

class Giving {
  public:
    Giving(const Request& request, const wire::Struct& siblings) : request_(request), siblings_(siblings) {}

    void take(std::string_view name, const wire::Value& value) {
        if (is_kept_by_itself(name)) return;
        if (const auto* field = find(name)) return take_field(*field, value);
        const auto* extra = request_.rules.find(name);
        if (extra == nullptr) refuse_field(request_.model.name, name);
        if (!extra->writable || extra->source.empty()) return;
        if (const auto* source = find(extra->source)) take_field(*source, value);
    }

    Values values;

  private:
    const NamedField* find(std::string_view name) const {
        const auto& fields = request_.model.fields;
        const auto found = std::ranges::find(fields, name, &NamedField::name);
        return found == fields.end() ? nullptr : &*found;
    }

    void take_field(const NamedField& field, const wire::Value& value) {
        const auto type = field.field.type;
        if (type == FieldType::binary)
            values[field.name] = upload_of(request_, field.name, value, siblings_);
        else if (!is_to_many(type))
            values[field.name] = plain_value(field, value);
        else if (!says_nothing(value))
            values[field.name] = commands_from(request_, field, value);
    }

    // A link makes the other record's name known.
    Value plain_value(const NamedField& field, const wire::Value& value) const {
        auto plain = plain_from_wire(request_.model.name, field.name, field.field, value);
        const auto* target = std::get_if<RecordId>(&plain);
        if (field.field.type == FieldType::many2one && target != nullptr)
            require_visible(request_.on(field.field.model), {*target});
        return plain;
    }

    const Request& request_;
    const wire::Struct& siblings_;
};

}  // namespace

Values given_values(const Request& request, const wire::Struct& values) {
    Giving giving(request, values);
    for (const auto& [name, value] : values) giving.take(name, value);
    return std::move(giving.values);
}

}  // namespace outfield::methods
