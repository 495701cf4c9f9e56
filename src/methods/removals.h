// The records that commands delete, which are audited like any other that is deleted.
#pragma once

#include <outfield/value.h>

#include <string>
#include <utility>
#include <vector>

#include "methods/request.h"

namespace outfield::methods {

using Removals = std::vector<std::pair<std::string, RecordId>>;  // model, record

// By writing these values into these records: those that a command names, those that leave a one2many in
// which they cannot be without (its many2one is required), and the same in the values of commands.
Removals removals_by(Instance& instance, const Model& model, const RecordIds& ids, const Values& values);

// Whether a record of this one2many is deleted when it leaves it.
bool deletes_what_leaves(const Registry& registry, const Field& field);

}  // namespace outfield::methods
