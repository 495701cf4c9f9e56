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
    Targets(sql::Connection& connection, const StoredModels& models)
        : connection_(connection), models_(models) {}

    // `model`: of which these are values. Throws ErrorKind::invalid for one that does not.
    void check(const Model& model, const GivenValues& given);
    // Records went: what was there may not be any more.
    void forget() { known_.clear(); }

  private:
    sql::Connection& connection_;
    const StoredModels& models_;
    std::set<std::pair<const NamedField*, RecordId>> known_;
};

// Throws ErrorKind::invalid when there is no such record for the value of this field; otherwise nobody
// deletes it before the transaction ends.
void check_target(sql::Connection& connection, const Model& model, const NamedField& field,
                  const StoredModel& other, RecordId id);

}  // namespace outfield
