// What can be said of a module's declaration without knowing the others.
#pragma once

#include <outfield/fields.h>

namespace outfield {

// Throws ErrorKind::invalid: names, duplicates, and each field by itself.
void check_module(const Module& module);

}  // namespace outfield
