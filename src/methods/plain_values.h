// The values of fields without bytes and without commands, between clients and records.
#pragma once

#include <outfield/fields.h>
#include <outfield/value.h>

#include <string>
#include <string_view>

#include "wire/value.h"

namespace outfield::methods {

// As OpenERP reads it: what is not set is False, but 0 for numbers. A many2one is its id.
wire::Value plain_to_wire(FieldType type, const Value& value);

// Throws Refusal (validation) for a value that the field cannot have. Not set: null, false, "".
Value plain_from_wire(std::string_view model, std::string_view name, const Field& field,
                      const wire::Value& value);

// The text of a field that was read; empty when it is not set.
std::string text_of(const Values& values, std::string_view name);

}  // namespace outfield::methods
