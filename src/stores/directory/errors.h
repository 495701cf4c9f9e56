// The one place where the operating system's answers become errors of this library.
#pragma once

#include <outfield/error.h>

#include <string>

namespace outfield::directory {

// `what` is what was being done, where: "write sale/7f3k in /srv/outfield".
Error error_of(int error_number, const std::string& what);

}  // namespace outfield::directory
