// Links of a many2many that the program keeps itself.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "sql/database.h"

namespace outfield {

// Makes these, and no others, the targets of the record. `table` is that of link_table_name().
void keep_targets(sql::Connection& connection, const std::string& table, std::int64_t record,
                  const std::set<std::int64_t>& targets);

}  // namespace outfield
