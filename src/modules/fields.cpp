#include <fmt/format.h>
#include <outfield/fields.h>

#include "modules/field_types.h"

namespace outfield {

std::string_view to_string(FieldType type) noexcept {
    return field_type_names()[static_cast<std::size_t>(type)];
}

const Field* Model::find(std::string_view field) const noexcept {
    for (const auto& declared : fields)
        if (declared.name == field) return &declared.field;
    return nullptr;
}

static std::string origin_of(DeclaredAt place) {
    return fmt::format("{}:{}", place.file, place.line);
}

Module::Module(std::string module_name, std::string module_title, DeclaredAt place)
    : name(std::move(module_name)), title(std::move(module_title)), origin(origin_of(place)) {}

Module& Module::model(std::string model, std::string model_title, std::vector<NamedField> fields,
                      std::vector<Grant> grants, DeclaredAt place) {
    models.push_back({std::move(model), std::move(model_title), std::move(fields), name, origin_of(place),
                      std::move(grants)});
    return *this;
}

namespace fields {

static Field make(FieldType type, std::string label, std::string help, bool required, bool index) {
    Field field;
    field.type = type;
    field.label = std::move(label);
    field.help = std::move(help);
    field.required = required;
    field.index = index;
    return field;
}

static Field make(FieldType type, std::string label, Options options) {
    return make(type, std::move(label), std::move(options.help), options.required, options.index);
}

Field character(std::string label, CharacterOptions options) {
    Field field = make(FieldType::character, std::move(label), std::move(options.help), options.required,
                       options.index);
    field.size = options.size;
    return field;
}

Field text(std::string label, Options options) {
    return make(FieldType::text, std::move(label), std::move(options));
}

Field integer(std::string label, Options options) {
    return make(FieldType::integer, std::move(label), std::move(options));
}

Field floating(std::string label, Options options) {
    return make(FieldType::floating, std::move(label), std::move(options));
}

Field boolean(std::string label, Options options) {
    return make(FieldType::boolean, std::move(label), std::move(options));
}

Field date(std::string label, Options options) {
    return make(FieldType::date, std::move(label), std::move(options));
}

Field datetime(std::string label, Options options) {
    return make(FieldType::datetime, std::move(label), std::move(options));
}

Field selection(std::string label, std::vector<std::pair<std::string, std::string>> choices,
                Options options) {
    Field field = make(FieldType::selection, std::move(label), std::move(options));
    field.choices = std::move(choices);
    return field;
}

Field many2one(std::string label, std::string model, Options options) {
    Field field = make(FieldType::many2one, std::move(label), std::move(options));
    field.model = std::move(model);
    return field;
}

Field one2many(std::string label, std::string model, std::string inverse, Options options) {
    Field field = make(FieldType::one2many, std::move(label), std::move(options));
    field.model = std::move(model);
    field.inverse = std::move(inverse);
    return field;
}

Field many2many(std::string label, std::string model, std::string inverse, Options options) {
    Field field = make(FieldType::many2many, std::move(label), std::move(options));
    field.model = std::move(model);
    field.inverse = std::move(inverse);
    return field;
}

Field binary(std::string label, BinaryOptions options) {
    Field field = make(FieldType::binary, std::move(label), std::move(options.help), options.required, false);
    if (options.store != "database") field.store = std::move(options.store);
    return field;
}

}  // namespace fields
}  // namespace outfield
