// Records as clients read them.
#pragma once

#include <string>
#include <vector>

#include "methods/request.h"

namespace outfield::methods {

enum class Load { classic, write };  // many2ones as [id, name], or as the id alone

// The names of the fields that a client may ask for, in the order of the model; those that are read when none
// is named.
std::vector<std::string> readable_fields(const Request& request);

// Those of the records that exist, in the order asked for. No fields: all. Throws Refusal (application):
// "Invalid field 'x' on model 'm'"; and (access) where a record is not for the caller.
std::vector<wire::Struct> read_records(const Request& request, const RecordIds& ids,
                                       const std::vector<std::string>& fields, Load load = Load::classic);

}  // namespace outfield::methods
