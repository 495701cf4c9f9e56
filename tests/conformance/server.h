// Where the servers of the tests are: the variables that tests/servers/up wrote.
#pragma once

#include <outfield/conformance.h>

#include <cstdlib>
#include <string>

namespace outfield::conformance {

// Throws NotHere when it is not set.
inline std::string server_variable(const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr) throw NotHere(name + " is not set: start the servers with tests/servers/up");
    return value;
}

}  // namespace outfield::conformance
