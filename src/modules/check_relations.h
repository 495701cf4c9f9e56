// What modules say of one another: whole sets of modules that are checked one by one already.
#pragma once

#include <outfield/fields.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace outfield {

using ModelsByName = std::map<std::string, const Model*, std::less<>>;

// Throws ErrorKind::invalid for a model that two modules declare, or two that share a table, their own or one
// of links.
ModelsByName models_by_name(const std::vector<Module>& modules);

// Throws ErrorKind::invalid for a relation to nothing or to a view, and for an inverse that does not lead
// back.
void check_relations(const ModelsByName& models);

// The modules, dependencies first and otherwise in the order given. Throws ErrorKind::invalid for a module
// twice and for a dependency that is absent or circular.
std::vector<Module> in_order_of_dependency(std::vector<Module> modules);

}  // namespace outfield
