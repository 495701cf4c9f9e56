// Deletes records, by the rules of Records::unlink.
#pragma once

#include <outfield/value.h>

#include "records/stored_model.h"
#include "sql/database.h"

namespace outfield {

// With their ir.attachments and external identifiers, inside the caller's transaction. Errors: not_found,
// conflict.
void remove_records(sql::Connection& connection, const StoredModels& models, const StoredModel& stored,
                    const RecordIds& ids);

}  // namespace outfield
