// The subcommand `object move`.
#pragma once

#include "cli/command.h"

namespace outfield::cli {

void add_object_move(Command& group);

}  // namespace outfield::cli
