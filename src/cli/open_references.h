// What manifests refer to and none of them declares. It may be installed, which only a catalog knows.
#pragma once

#include <outfield/fields.h>

#include <string>
#include <vector>

namespace outfield::cli {

// A sentence for each reference to such a module, model or group. Behind the modules it adds stand-ins for
// them, so that a Registry takes the modules where some installed ones would make it do so.
std::vector<std::string> open_references(std::vector<Module>& modules);

}  // namespace outfield::cli
