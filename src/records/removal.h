// Deletes records, by the rules of Records::unlink.
#pragma once

#include <outfield/value.h>

#include <string>

#include "catalog/witness.h"
#include "records/stored_model.h"
#include "sql/database.h"

namespace outfield {

// With their ir.attachments and external identifiers, inside the caller's transaction. `reason`: for the
// audit log, empty where the records themselves were named. Errors: not_found, conflict.
void remove_records(sql::Connection& connection, const StoredModels& models, const StoredModel& stored,
                    const RecordIds& ids, const catalog::Telling& tell, const std::string& reason = {});

}  // namespace outfield
