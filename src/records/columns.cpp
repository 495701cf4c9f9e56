#include "records/columns.h"

#include <outfield/sha256.h>

#include "base/text.h"
#include "records/dialect.h"

namespace outfield {

bool has_column(FieldType type) noexcept {
    return type != FieldType::binary && !is_to_many(type);
}

bool is_to_many(FieldType type) noexcept {
    return type == FieldType::one2many || type == FieldType::many2many;
}

ColumnType column_type(FieldType type) noexcept {
    switch (type) {
        case FieldType::integer:
        case FieldType::boolean:
        case FieldType::many2one:
            return ColumnType::integer;
        case FieldType::floating:
            return ColumnType::real;
        default:
            return ColumnType::text;
    }
}

bool has_index(const Field& field) noexcept {
    return has_column(field.type) && (field.index || field.type == FieldType::many2one);
}

std::string quoted_name(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

// No table has a dot in its name, so that an index never takes a model's. PostgreSQL cuts at 63 characters.
std::string index_name(std::string_view table, std::string_view field) {
    std::string name = std::string(table) + '.' + std::string(field);
    if (name.size() <= 63) return name;
    const auto hash = to_hex(sha256_of(name));
    return name.substr(0, 46) + '.' + hash.substr(0, 16);
}

const Field* find_with_common(const Model& model, std::string_view name) noexcept {
    static const Field id = fields::integer("Id", {.required = true});
    static const Field time = fields::datetime("Time");
    static const Field user = fields::many2one("User", "res.users");
    if (name == "id") return &id;
    if (name == "create_date" || name == "write_date") return &time;
    if (name == "create_uid" || name == "write_uid") return &user;
    return model.find(name);
}

ColumnTypes columns_of(sql::Connection& connection, std::string_view table) {
    ColumnTypes columns;
    for (const auto& row : connection.query(dialect_of(connection).columns_of_table, {table}))
        columns.emplace(row.text(0), column_type_named(to_lower(row.text(1))));
    return columns;
}

}  // namespace outfield
