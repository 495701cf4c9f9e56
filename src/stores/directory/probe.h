// The connection test of a directory: path, permission, space, container.
#pragma once

#include <outfield/settings.h>

#include <optional>
#include <string>
#include <vector>

#include "stores/kind.h"

namespace outfield::directory {

std::vector<ProbeStep> probe(const Settings& settings, const std::optional<ProbeTarget>& target);

}  // namespace outfield::directory
