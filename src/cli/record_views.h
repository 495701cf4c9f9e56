// The subcommands of `record` that only look: read, search.
#pragma once

#include "cli/command.h"

namespace outfield::cli {

void add_record_views(Command& group);

}  // namespace outfield::cli
