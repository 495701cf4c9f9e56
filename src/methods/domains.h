// The domains of clients.
#pragma once

#include <outfield/domain.h>

#include "methods/request.h"
#include "wire/value.h"

namespace outfield::methods {

// nullptr, or what is absent: every record. Throws Refusal (application): "Invalid leaf ('name', '??', 1)";
// and (access) where a path leads over a model that the caller may not read.
Domain domain_of(const Request& request, const wire::Value* value);

// The same as it is for a search of the request's model: without the records that the caller may not see, and
// without archived ones (active is false) unless the domain names the field, or the context says
// active_test: false.
Domain visible_domain(const Request& request, const Domain& domain);

// An order for Records: names that only clients know become those of fields.
std::string order_of(const Request& request, std::string_view order);

// Of these records those that exist and that the caller may see.
RecordIds visible_records(const Request& request, const RecordIds& ids);

}  // namespace outfield::methods
