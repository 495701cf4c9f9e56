// The schema, in steps: each step is a plain SQL file in schema/, one for each dialect, and never changes
// once it was released. Table outfield_schema has one row for each step that was taken.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

// The steps of a dialect, from version 1 on.
const std::vector<std::string_view>& migrations(sql::Dialect dialect);

// The version of the schema; 0 when the database holds no catalog.
std::int64_t schema_version(sql::Connection& connection);

// To the end of the transaction, nobody else creates or migrates a catalog in this database.
void lock_schema(sql::Connection& connection);

// Takes the steps that are missing, inside the caller's transaction.
void migrate(sql::Connection& connection);

}  // namespace outfield::catalog
