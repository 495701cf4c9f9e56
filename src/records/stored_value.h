// A field's value on its way into its column and back.
#pragma once

#include <outfield/fields.h>
#include <outfield/value.h>

#include <optional>
#include <string>
#include <string_view>

#include "sql/database.h"

namespace outfield {

// monostate or false; a boolean is always set, to false if to nothing else.
bool is_unset(FieldType type, const Value& value) noexcept;

// Why this cannot be a value of the field, or nothing. Whether the records exist that it names is another
// question, and so are the values in commands.
std::optional<std::string> value_fault(const Field& field, const Value& value);

// What stands in the column for a value without fault; borrows its text.
sql::Parameter stored_value(FieldType type, const Value& value);

// The value that a column holds. Throws ErrorKind::corrupt when it is of another type.
Value value_of(FieldType type, const sql::Row& row, std::size_t column);

}  // namespace outfield
