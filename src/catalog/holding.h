// What keeps a container in the catalog.
#pragma once

#include <cstdint>
#include <string>

#include "sql/database.h"

namespace outfield::catalog {

// How many rows of which kind, until when, and what ends it: "it still holds 2 values of records, which must
// be moved or deleted first; ...". Empty: nothing does.
std::string what_holds(sql::Connection& connection, std::int64_t container);

}  // namespace outfield::catalog
