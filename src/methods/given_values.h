// The values that a client gives for a record.
#pragma once

#include <outfield/value.h>

#include <string_view>

#include "methods/request.h"

namespace outfield::methods {

// For Records, by the types of the fields; what OpenERP keeps by itself (id, write_date, file_size) is left
// out, as OpenERP does. Throws Refusal: application for an unknown field, bad base64 or a bad command,
// validation for a value of the wrong type, access where a command changes records that the caller may not
// change. Borrows long texts from `values`.
Values given_values(const Request& request, const wire::Struct& values);

// The commands of a one2many or many2many: monostate empties it; nothing when there is nothing to do ("" and
// an empty list).
Value commands_from(const Request& request, const NamedField& field, const wire::Value& value);

}  // namespace outfield::methods
