// Trying a storage configuration out, step by step: name, port, tls, clock, login, region, container,
// permission.
#pragma once

#include <outfield/settings.h>

#include <optional>
#include <string>
#include <vector>

#include "stores/kind.h"

namespace outfield::s3 {

// As StoreKind::probe. With a container it leaves nothing there but, when removing is refused, one small
// object.
std::vector<ProbeStep> probe(const Settings& settings, const std::optional<ProbeTarget>& target);

}  // namespace outfield::s3
