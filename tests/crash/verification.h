// After the last kill: is every record what its writer was told?
#pragma once

#include <outfield/instance.h>

#include <filesystem>

namespace torture {

// Prints what was verified as one line of JSON; false: a promise is broken, and standard error says which.
bool verify(outfield::Instance& instance, const std::filesystem::path& journals);

}  // namespace torture
