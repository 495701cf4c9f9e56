// The row of the record that a binary field belongs to.
#pragma once

#include <outfield/value.h>

#include "sql/database.h"

namespace outfield {

// Marks the record as written now; that also proves that it exists: else ErrorKind::not_found.
void touch_record(sql::Connection& connection, const FieldAddress& address);

}  // namespace outfield
