// The order of a search: "name desc, id".
#pragma once

#include <outfield/registry.h>

#include <string>
#include <string_view>
#include <vector>

#include "records/dialect.h"

namespace outfield {

struct OrderPart {
    std::string_view name;
    bool descends = false;
};

// "name desc, id" by its parts. Throws ErrorKind::invalid.
std::vector<OrderPart> order_parts(std::string_view order);

// What a field is ordered by whose values stand in this column: of a many2one, the name of its record.
std::string order_column(const Registry& registry, const Field& field, const std::string& column);

// " ASC" or " DESC", and where fields stand that are not set.
std::string order_direction(const DialectWords& words, bool descends);

// What stands behind ORDER BY; always ends with the id, so that pages never overlap. Fields that are not set
// come last, or first with "desc", as in PostgreSQL. A many2one is ordered by the name of its record where it
// has one. Throws ErrorKind::invalid.
std::string order_sql(const Registry& registry, const DialectWords& words, const Model& model,
                      std::string_view alias, std::string_view order);

}  // namespace outfield
