// The subcommands of `container` that only look: list, show.
#pragma once

#include "cli/command.h"

namespace outfield::cli {

void add_container_views(Command& group);

}  // namespace outfield::cli
