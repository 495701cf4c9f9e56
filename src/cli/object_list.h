// The subcommand `object list`.
#pragma once

#include <outfield/objects.h>

#include <string>

#include "cli/command.h"

namespace outfield::cli {

void add_object_list(Command& group);

// "sale.document 7 file", "" when it is no record's value.
std::string record_of(const ObjectSummary& object);

}  // namespace outfield::cli
