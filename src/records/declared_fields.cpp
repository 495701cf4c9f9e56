#include "records/declared_fields.h"

namespace outfield {
namespace {

struct CommonField {
    std::string_view name, label, type, relation;
    bool is_stored;
};

constexpr CommonField common_fields[] = {
    {"id", "ID", "integer", "", true},
    {"display_name", "Display name", "char", "", false},
    {"create_date", "Created on", "datetime", "", true},
    {"create_uid", "Created by", "many2one", "res.users", true},
    {"write_date", "Last updated on", "datetime", "", true},
    {"write_uid", "Last updated by", "many2one", "res.users", true},
    {"__last_update", "Last modified on", "datetime", "", false},
};

// "s3", "archive", "database"; nothing for what is computed.
sql::Column store_of(const Field& field) {
    if (field.type == FieldType::one2many) return nullptr;
    return field.store.empty() ? std::string("database") : field.store;
}

SystemRow row_of(const Model& model, std::int64_t id, const NamedField& named) {
    const auto& field = named.field;
    return {model.name,
            named.name,
            id,
            field.label.empty() ? named.name : field.label,
            std::string(to_string(field.type)),
            text_or_null(field.model),
            text_or_null(field.inverse),
            store_of(field),
            std::int64_t{field.required},
            std::int64_t{0},
            model.module,
            std::string("base")};
}

SystemRow row_of(const Model& model, std::int64_t id, const CommonField& field) {
    return {model.name,
            std::string(field.name),
            id,
            std::string(field.label),
            std::string(field.type),
            text_or_null(field.relation),
            nullptr,
            text_or_null(field.is_stored ? "database" : ""),
            std::int64_t{0},
            std::int64_t{1},
            model.module,
            std::string("base")};
}

}  // namespace

std::vector<std::string> declared_field_columns() {
    return {"model",          "name",  "model_id", "field_description", "ttype",   "relation",
            "relation_field", "store", "required", "readonly",          "modules", "state"};
}

std::vector<SystemRow> declared_fields(const Model& model, std::int64_t id) {
    std::vector<SystemRow> rows;
    for (const auto& field : common_fields) rows.push_back(row_of(model, id, field));
    for (const auto& field : model.fields) rows.push_back(row_of(model, id, field));
    return rows;
}

}  // namespace outfield
