// The order of a search: "name desc, id".
#pragma once

#include <outfield/registry.h>

#include <string>
#include <string_view>

#include "records/dialect.h"

namespace outfield {

// What stands behind ORDER BY; always ends with the id, so that pages never overlap. Fields that are not set
// come last, or first with "desc", as in PostgreSQL. A many2one is ordered by the name of its record where it
// has one. Throws ErrorKind::invalid.
std::string order_sql(const Registry& registry, const DialectWords& words, const Model& model,
                      std::string_view alias, std::string_view order);

}  // namespace outfield
