// `outfield user list`.
#pragma once

#include "cli/command.h"

namespace outfield::cli {

void add_user_list(Command& group);

}  // namespace outfield::cli
