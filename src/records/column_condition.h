// A condition on one column as SQL.
#pragma once

#include <outfield/fields.h>

#include <string>

#include "records/comparison.h"
#include "records/dialect.h"
#include "records/parameter_list.h"

namespace outfield {

// Leaves Condition::negated to the caller. Throws LeafFault when the field cannot be compared so.
std::string column_condition(const DialectWords& words, ParameterList& parameters, const std::string& column,
                             const Field& field, const Condition& condition);

// True of every row of which the condition is not true, also of those where SQL knows neither.
std::string negation(const std::string& condition);

}  // namespace outfield
