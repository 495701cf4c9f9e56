// What records are called where others point to them.
#pragma once

#include <outfield/instance.h>

#include <map>
#include <string>
#include <string_view>

namespace outfield::methods {

using DisplayNames = std::map<RecordId, std::string>;

// Of those records that exist: their field "name", else "sale.line,42". One query.
DisplayNames display_names(Instance& instance, std::string_view model, const RecordIds& ids);

std::string display_name(const Model& model, RecordId id, const Value* name);

}  // namespace outfield::methods
