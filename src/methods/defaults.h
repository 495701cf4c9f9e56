// What a new record begins with.
#pragma once

#include <string>
#include <vector>

#include "methods/request.h"

namespace outfield::methods {

// The values of the context (default_FIELD), and those that go without saying: active, the caller's company
// on models that have one.
wire::Struct default_values(const Request& request);

}  // namespace outfield::methods
