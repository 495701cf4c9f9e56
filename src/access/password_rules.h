// Which passwords are taken.
#pragma once

#include <outfield/settings.h>

namespace outfield::access {

// Throws ErrorKind::invalid: shorter than 8 characters, longer than 1024 bytes, not UTF-8, or of the shape of
// an API key.
void require_good_password(const Secret& password);

}  // namespace outfield::access
