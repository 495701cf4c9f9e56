// The rows with which a catalog tells its clients what is installed: ir.module.module, ir.model,
// ir.model.fields, res.groups and their external identifiers in ir.model.data.
#pragma once

#include <outfield/registry.h>

#include "sql/database.h"

namespace outfield {

// Makes them what the registry declares, in the transaction that installs it, when the tables stand. Rows
// keep their ids as long as what they tell of is declared; with a row that goes, what pointed to it is set to
// nothing. Groups without a full name, which no module declares, are left alone.
void keep_system_rows(sql::Connection& connection, const Registry& registry);

}  // namespace outfield
