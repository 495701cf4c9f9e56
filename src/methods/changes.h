// What create, write and unlink do once the right to the model is granted.
#pragma once

#include <vector>

#include "methods/request.h"

namespace outfield::methods {

RecordIds create_records(const Request& request, const std::vector<const wire::Struct*>& many);

// As on a model without rules of its own.
RecordIds create_ordinary(const Request& request, const std::vector<const wire::Struct*>& many);
void write_ordinary(const Request& request, const RecordIds& ids, const wire::Struct& values);

void write_records(const Request& request, const RecordIds& ids, const wire::Struct& values);
void unlink_records(const Request& request, const RecordIds& ids);

// Throws Refusal (missing) and names those that do not exist.
void require_existence(const Request& request, const RecordIds& ids);

}  // namespace outfield::methods
