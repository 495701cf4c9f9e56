#include "modules/check_field.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "modules/names.h"

namespace outfield {

bool printable(std::string_view text) {
    return valid_utf8(text) && text.find('\0') == std::string_view::npos;
}

using Fault = std::optional<std::string>;

static Fault selection_fault(const Field& field) {
    if (field.choices.empty()) return "a selection needs choices";
    std::set<std::string_view> seen;
    for (const auto& [value, label] : field.choices) {
        if (!printable(value) || !printable(label)) return "a choice is not UTF-8, or has a NUL";
        if (value.empty()) return "the value of a choice must not be empty";
        if (!seen.insert(value).second)
            return fmt::format("the choice {} stands there twice", in_quotes(value));
    }
    return std::nullopt;
}

static Fault relation_fault(const Field& field) {
    if (field.model.empty()) return "the model that it points to is missing";
    if (field.type == FieldType::many2one) return std::nullopt;
    const bool links = field.type == FieldType::many2many;
    if (field.inverse.empty() && !links) return "the many2one of the other model is missing (inverse)";
    if (field.required) return links ? "a many2many cannot be required" : "a one2many cannot be required";
    if (field.index)
        return links ? "a many2many has no index: its links always have one"
                     : "a one2many has no index: its inverse always has one";
    return std::nullopt;
}

static Fault foreign_option(const Field& field) {
    const bool to_many = field.type == FieldType::one2many || field.type == FieldType::many2many;
    const bool relation = field.type == FieldType::many2one || to_many;
    if (field.size != 0 && field.type != FieldType::character) return "only a char has a size";
    if (!field.choices.empty() && field.type != FieldType::selection) return "only a selection has choices";
    if (!field.model.empty() && !relation) return "only a many2one, a one2many or a many2many has a model";
    if (!field.inverse.empty() && !to_many) return "only a one2many or a many2many has an inverse";
    if (!field.store.empty() && field.type != FieldType::binary) return "only a binary has a store";
    return std::nullopt;
}

std::optional<std::string> field_fault(const NamedField& named) {
    const Field& field = named.field;
    if (auto fault = field_name_fault(named.name)) return fault;
    if (!printable(field.label)) return "the label is not UTF-8, or has a NUL";
    if (!printable(field.help)) return "the help is not UTF-8, or has a NUL";
    if (auto fault = foreign_option(field)) return fault;
    switch (field.type) {
        case FieldType::selection:
            return selection_fault(field);
        case FieldType::many2one:
        case FieldType::one2many:
        case FieldType::many2many:
            return relation_fault(field);
        case FieldType::binary:
            if (field.index) return "a binary has no index";
            return store_fault(field.store);
        default:
            return std::nullopt;
    }
}

}  // namespace outfield
