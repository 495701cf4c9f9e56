// What is said of groups and of their rights.
#pragma once

#include <outfield/fields.h>

#include <vector>

namespace outfield {

// Throw ErrorKind::invalid for what is wrong by itself: a name, the same group implied twice, a grant twice
// or of nothing.
void check_group(const Module& module, const Group& group);
void check_grants(const Model& model);

// Throws ErrorKind::invalid for groups that no module declares, and for a group that implies itself.
void check_groups(const std::vector<Module>& modules);

}  // namespace outfield
