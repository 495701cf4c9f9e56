// The modules that a catalog has.
#pragma once

#include <outfield/registry.h>

#include <vector>

#include "catalog/catalog.h"

namespace outfield {

// Installs modules or takes newer (or older) declarations of installed ones, in one transaction: compares
// with what was declared before, upgrades the tables, stores the manifests and keeps the rows that tell of
// them (system_rows.h). Modules that are installed and not named stay. No value is lost: a field that went
// away keeps its values until it is declared again, and a change that a standing value would not survive is
// refused. So is a field that newly names a store which is nearly a kind ("s4") and no storage configuration.
// With no modules at all it makes the tables of base_module() and its first records (seeds.h), which
// a new catalog needs. Errors: those of Registry; invalid for a refused change ("module 'm', model 'x', field
// 'f': ..."), and then everything is as it was. The audit log is told of each of the modules
// ("module.install").
void install_modules(catalog::Catalog& catalog, const std::vector<Module>& modules);

// Refuses the declarations that install_modules would refuse, whatever values there are. Changes nothing.
void check_modules(catalog::Catalog& catalog, const std::vector<Module>& modules);

// Installs this program's base_module() where the catalog has another one, or none yet.
void ensure_base(catalog::Catalog& catalog);

// Everything that is installed, with base_module().
Registry installed_registry(catalog::Catalog& catalog);

}  // namespace outfield
