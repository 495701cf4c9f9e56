// What pointed to rows that the program has taken away.
#pragma once

#include <outfield/registry.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield {

// Many2ones to them are set to nothing, and links and external identifiers of them go.
void forget_records(sql::Connection& connection, const Registry& registry, std::string_view model,
                    const std::vector<std::int64_t>& ids);

// The external identifiers of records that go; `ids` is a JSON list.
void forget_external_ids(sql::Connection& connection, std::string_view model, const std::string& ids);

}  // namespace outfield
