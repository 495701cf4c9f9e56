// Fields as rows of ir.model.fields.
#pragma once

#include <outfield/fields.h>

#include <string>
#include <vector>

#include "records/system_table.h"

namespace outfield {

// The first two, model and name, tell the rows apart.
std::vector<std::string> declared_field_columns();

// The model's own fields, and those that every model has. `id` is that of the model's row in ir.model.
std::vector<SystemRow> declared_fields(const Model& model, std::int64_t id);

}  // namespace outfield
