// The subcommands of `config` that only look: list, show, test, kinds.
#pragma once

#include "cli/command.h"

namespace outfield::cli {

void add_config_views(Command& group);

}  // namespace outfield::cli
