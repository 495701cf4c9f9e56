// A wire value in a message, as Python would show it.
#pragma once

#include <string>

#include "wire/value.h"

namespace outfield::methods {

// ('name', '??', 1): lists as tuples; cut where it grows long.
std::string shown(const wire::Value& value);

// "name, password": what a change is about, without the values.
std::string names_of(const wire::Struct& values);

}  // namespace outfield::methods
