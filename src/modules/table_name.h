// The table that holds a model's records: "sale.document" lives in sale_document, as in OpenERP.
#pragma once

#include <string>
#include <string_view>

namespace outfield {

std::string table_name(std::string_view model);

}  // namespace outfield
