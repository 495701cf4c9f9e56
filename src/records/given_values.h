// The values that a caller gives for one record, checked and sorted by where they go.
#pragma once

#include <outfield/value.h>

#include <string>
#include <utility>
#include <vector>

#include "records/stored_model.h"

namespace outfield {

// Borrows from the values and from the model.
struct GivenValues {
    std::vector<const NamedField*> fields;   // those with a column
    std::vector<sql::Parameter> parameters;  // one for each of them
    std::vector<std::pair<const NamedField*, const Upload*>> uploads;
    std::vector<const NamedField*> cleared;                       // binary fields that are set to nothing
    std::vector<std::pair<const NamedField*, RecordId>> targets;  // of many2ones
};

// For a new record: a parameter for every column, and required fields must be there. Both throw
// ErrorKind::not_found for an unknown field and ErrorKind::invalid for a value that the field cannot have.
GivenValues values_of_new(const Registry& registry, const StoredModel& model, const Values& values);

// For records that exist: what is not named stays.
GivenValues values_of_change(const Registry& registry, const StoredModel& model, const Values& values);

}  // namespace outfield
