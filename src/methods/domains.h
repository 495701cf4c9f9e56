// The domains of clients.
#pragma once

#include <outfield/domain.h>

#include "methods/request.h"
#include "wire/value.h"

namespace outfield::methods {

// nullptr, or what is absent: every record. Throws Refusal (application): "Invalid leaf ('name', '??', 1)";
// and (access) where a leaf tells of another model that the caller may not read: its path leads there, or it
// compares a relation by name or along a hierarchy. What is guarded finds the caller's own record alone.
Domain domain_of(const Request& request, const wire::Value* value);

// The same as it is for a search of the request's model: without the records that the caller may not see, and
// without archived ones (active is false) unless the domain names the field, or the context says
// active_test: false.
Domain visible_domain(const Request& request, const Domain& domain);

// An order for Records: names that only clients know become those of fields. Throws Refusal (access) for one
// by a guarded field.
std::string order_of(const Request& request, std::string_view order);

// Throws Refusal (access) unless all of these exist and the caller may see them; for models that hide some.
void require_visible(const Request& request, const RecordIds& ids);

}  // namespace outfield::methods
