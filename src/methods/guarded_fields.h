// What users may not know of each other: everything about a user but the name.
#pragma once

#include <string_view>

#include "methods/request.h"

namespace outfield::methods {

// Whether this caller reads the field as not set, and finds nothing by it, in every record of the request's
// model but own_record().
bool is_guarded(const Request& request, std::string_view field);

// 0: none.
RecordId own_record(const Request& request);

// Throws Refusal (access) where the field is guarded: what is sorted or grouped by it would tell.
void require_unguarded(const Request& request, std::string_view field);

}  // namespace outfield::methods
