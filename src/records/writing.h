// What create and write do inside their transaction: rows, binary values, and the commands that come along.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catalog/witness.h"
#include "records/belonging.h"
#include "records/targets.h"
#include "records/uploading.h"

namespace outfield {

// Lives within one transaction, and starts afresh when that runs again. Records are inserted and updated in
// the order in which they were staged. Everything is borrowed.
class Writing {
  public:
    Writing(sql::Connection& connection, const StoredModels& models, Uploading& uploading, Stamp stamp,
            const catalog::Telling& tell)
        : connection_(connection),
          models_(models),
          uploading_(uploading),
          stamp_(stamp),
          tell_(tell),
          targets_(connection, models) {}

    // `owner`: what GivenValues::owner stands for. Errors: invalid, and those of commands (records.h).
    RecordId insert(const StoredModel& model, const GivenValues& given, RecordId owner = 0);

    // Throws ErrorKind::not_found too.
    void update(const StoredModel& model, RecordId record, const GivenValues& given);

    // What was done with these records, once all of it stands. `values`: what the caller gave.
    void tell(std::string_view action, const StoredModel& model, const RecordIds& ids, const Values& values);

  private:
    void clear(const FieldAddress& address);
    void run_all(const StoredModel& model, RecordId record, const GivenValues& given);
    void run(Belonging& belonging, const GivenCommands& given, const GivenCommand& command, RecordId owner);
    void create(Belonging& belonging, const GivenCommands& given, const GivenCommand& command,
                RecordId owner);
    void set(Belonging& belonging, const StoredModel& other, const RecordIds& ids);
    void let_go(Belonging& belonging, const StoredModel& other, const RecordIds& ids);
    void remove(const StoredModel& model, const RecordIds& ids);

    sql::Connection& connection_;
    const StoredModels& models_;
    Uploading& uploading_;
    Stamp stamp_;
    const catalog::Telling& tell_;
    std::string commanding_;  // the model whose command runs
    Targets targets_;
    std::size_t staged_ = 0;  // the number of the next record in uploading_
    std::set<std::pair<const StoredModel*, RecordId>> removed_;
    std::vector<sql::Parameter> parameters_;
};

}  // namespace outfield
