// Placement: which container a new value of a binary field goes to, and why. Asked on every write, because
// the configuration may have changed since the last.
#pragma once

#include <outfield/registry.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/configurations.h"
#include "catalog/containers.h"

namespace outfield {

struct Decision {
    std::vector<std::string> reasons;  // one sentence a step, in order
    std::optional<catalog::Container> container;
    std::string missing;  // what to do, with the command; empty when there is a container
};

class Placement {
  public:
    Placement(catalog::Catalog& catalog, const Registry& registry) : catalog_(catalog), registry_(registry) {}

    // The container. Errors: not_found (no such model or field), invalid (not a binary field, or what is
    // missing in the configuration, and the command that mends it). Thread-safe.
    catalog::Container place(std::string_view model, std::string_view field) const;
    // The same inside the caller's transaction.
    catalog::Container place(sql::Connection& connection, std::string_view model,
                             std::string_view field) const;

    // Whether the field's values live in the database because it names no store. Errors: those of `place`
    // that say something of the field.
    bool names_no_store(std::string_view model, std::string_view field) const;

    // The same decision with its reasons; throws only for a model or field that does not exist or is not
    // binary.
    Decision explain(std::string_view model, std::string_view field) const;

  private:
    catalog::Catalog& catalog_;
    const Registry& registry_;
};

}  // namespace outfield
