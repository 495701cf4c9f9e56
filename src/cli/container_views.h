// The subcommands of `container` that only look: list, show.
#pragma once

#include <outfield/administration.h>

#include <boost/json/object.hpp>

#include "cli/command.h"

namespace outfield::cli {

void add_container_views(Command& group);

boost::json::object container_document(const ContainerSummary& container);

}  // namespace outfield::cli
