// The subcommands of `config` that only look: list, show, test, kinds.
#pragma once

#include <outfield/administration.h>

#include <boost/json/object.hpp>

#include "cli/command.h"

namespace outfield::cli {

void add_config_views(Command& group);

// Secrets appear as true: set.
boost::json::object configuration_document(const ConfigurationSummary& configuration);

}  // namespace outfield::cli
