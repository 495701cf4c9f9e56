// Groups and rights in a manifest. A name without a dot is that of a group of this module.
#pragma once

#include <outfield/fields.h>

#include <string>
#include <vector>

#include "modules/manifest_table.h"

namespace outfield {

std::vector<Group> read_groups(const ManifestTable& manifest, const std::string& module);
std::vector<Grant> read_rights(const ManifestTable& model, const std::string& module);

}  // namespace outfield
