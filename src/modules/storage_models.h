// The administrator's storage configurations and containers, as models: views of the catalog's own tables
// (catalog/schema/*/0005_storage_models.sql, which has a column for each field).
#pragma once

#include <outfield/fields.h>

#include <vector>

namespace outfield {

// external.storage.configuration, with a field for each setting of each kind of store under the setting's
// name (those that are secret are written and never read; NAME_is_set tells whether there is one), and
// external.storage.container. Nobody has rights to them but administrators.
std::vector<Model> storage_models();

}  // namespace outfield
