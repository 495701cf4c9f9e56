// A leaf's operand as a value of the field's column.
#pragma once

#include <outfield/domain.h>
#include <outfield/fields.h>

#include <string>

#include "sql/database.h"

namespace outfield {

// Throws LeafFault when the field can never have such a value. A date stands for its midnight where a
// datetime is wanted, and a datetime for its date.
sql::Column operand_value(const Field& field, const Leaf::Scalar& scalar);

// The text of like and its kin; "not set" is the empty text. Throws LeafFault.
std::string pattern_text(const Leaf::Scalar& scalar);

}  // namespace outfield
