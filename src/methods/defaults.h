// What a new record begins with.
#pragma once

#include <string>
#include <vector>

#include "methods/request.h"

namespace outfield::methods {

// The values of the context (default_FIELD), and those that go without saying: active, the caller's company
// on models that have one.
wire::Struct default_values(const Request& request);

// Without those of the context, which are for the record that is asked for and not for those made with it.
wire::Struct own_defaults(const Request& request);

// What is given, and the defaults for the rest; both are checked by the model's rules.
Values values_of_new(const Request& request, const wire::Struct& given, const wire::Struct& defaults);

}  // namespace outfield::methods
