// What a caller deletes, and changes of configuration and rights, in the audit log.
#pragma once

#include <outfield/registry.h>

#include <string>
#include <string_view>

#include "access/identity.h"
#include "catalog/witness.h"

namespace outfield::access {

// While one lives, what its thread does of that gets its entry in the same transaction; and a change of users
// and groups after which nobody would be an active administrator is undone and throws ErrorKind::conflict.
// Everything is borrowed.
class Audited final : public catalog::Witness {
  public:
    Audited(const Registry& registry, const Identity& identity, std::string_view peer)
        : registry_(registry), identity_(identity), peer_(peer) {}

    bool keeps_changes_of(std::string_view model) const override;
    void saw(sql::Connection& connection, const catalog::Deed& deed) const override;

  private:
    const Registry& registry_;
    const Identity& identity_;
    std::string_view peer_;
};

}  // namespace outfield::access
