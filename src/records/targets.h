// Whether the records exist to which the many2ones of new values point.
#pragma once

#include <set>
#include <utility>

#include "records/given_values.h"
#include "sql/database.h"

namespace outfield {

// Lives within one transaction.
class Targets {
  public:
    Targets(sql::Connection& connection, const StoredModels& models, const Model& model)
        : connection_(connection), models_(models), model_(model) {}

    // Throws ErrorKind::invalid for one that does not.
    void check(const GivenValues& given);

  private:
    sql::Connection& connection_;
    const StoredModels& models_;
    const Model& model_;
    std::set<std::pair<const NamedField*, RecordId>> known_;
};

}  // namespace outfield
