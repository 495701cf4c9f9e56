// Where a model's records live: "sale.document" in table sale_document, as in OpenERP.
#pragma once

#include <string>
#include <string_view>

namespace outfield {

std::string table_name(std::string_view model);

// The links of a many2many that has no inverse, the other side's included: a row each, (record, target).
// At most 63 characters, which PostgreSQL keeps; with a dot, and so in quotes, when it was longer.
std::string link_table_name(std::string_view model, std::string_view field);

}  // namespace outfield
