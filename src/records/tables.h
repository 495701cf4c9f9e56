// The tables of declared models.
//
// Model "sale.document" has table sale_document with id, create_date, write_date ("YYYY-MM-DD HH:MM:SS",
// UTC), create_uid, write_uid, and a column for each field that is neither binary (its values are
// attachments) nor one2many (its values are the other side's many2ones) nor many2many (it has a table of
// links). Columns have no constraints: a declaration may change while values stay. A model that is a view has
// no table here: a step of the catalog's schema makes the view, with all these columns, and another for each
// of its many2manys.
#pragma once

#include <outfield/registry.h>

#include "sql/database.h"

namespace outfield {

// Creates the tables of new models and many2manys, the columns of new fields and the indexes of indexed ones,
// and drops the indexes of those that are not any more. What is no longer declared keeps its table, its
// column and its values. Inside the caller's transaction.
void upgrade_tables(sql::Connection& connection, const Registry& registry);

}  // namespace outfield
