// What an installation makes another of a module, in a line of the audit log.
#pragma once

#include <outfield/fields.h>

#include <string>
#include <vector>

namespace outfield {

// "creates sale.tag, group sale.user; changes sale.document (file, rights); drops sale.old". Both as a
// Registry has them. Empty: only titles differ, if anything.
std::string differences(const std::vector<Module>& before, const Module& after);

}  // namespace outfield
