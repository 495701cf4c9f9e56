// The links of a many2many, as one of its two sides sees them.
//
// The side without an inverse keeps them, in the table link_table_name(model, field): "record" is one of its
// records, "target" one of the other model's. For the other side it is the reverse.
#pragma once

#include <outfield/fields.h>

#include <string>
#include <string_view>

namespace outfield {

struct LinkTable {
    std::string table;       // in quotes
    std::string own, other;  // columns, in quotes: the record here, and the one over there
};

LinkTable link_table(const Model& model, std::string_view name, const Field& field);

// Whether this field is a many2many whose links stand under its own name.
bool keeps_links(const Field& field) noexcept;

}  // namespace outfield
