// The columns of a model's table.
#pragma once

#include <outfield/fields.h>

#include <map>
#include <string>
#include <string_view>

#include "sql/database.h"

namespace outfield {

enum class ColumnType { integer, real, text };

// Neither a binary nor a one2many or many2many has a column.
bool has_column(FieldType type) noexcept;
bool is_to_many(FieldType type) noexcept;
ColumnType column_type(FieldType type) noexcept;

// A many2one always has an index.
bool has_index(const Field& field) noexcept;

// The name between double quotes. Names of models and fields are checked by the registry and hold no quote.
std::string quoted_name(std::string_view name);

std::string index_name(std::string_view table, std::string_view field);

// The field of that name, or one of those that every model has: id, create_date, create_uid, write_date,
// write_uid. nullptr: none.
const Field* find_with_common(const Model& model, std::string_view name) noexcept;

using ColumnTypes = std::map<std::string, ColumnType, std::less<>>;

// As the table stands in the database; empty when there is no such table.
ColumnTypes columns_of(sql::Connection& connection, std::string_view table);

}  // namespace outfield
