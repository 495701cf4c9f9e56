// The three stages of an import and what passes between them.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "catalog/catalog.h"
#include "fields/staging.h"
#include "importing/import.h"
#include "importing/queue.h"
#include "importing/reservations.h"
#include "importing/tally.h"
#include "importing/tree.h"
#include "records/stored_model.h"

namespace outfield::importing {

// A file to be transferred; `again` is the record of an earlier run that gets it as its new value.
struct Job {
    FoundFile file;
    std::optional<RecordId> again;
};

// A file that is whole in its store, as it was before it was read.
struct Transferred {
    Job job;
    Staged staged;
};

// Walks the tree and queues what is not in the journal. Returns at the end of the tree or of the import.
void scan(catalog::Catalog& catalog, const Request& request, const std::string& journal, Queue<Job>& jobs,
          Tally& tally);

// Takes jobs until the queue ends; as many threads as one likes. Without `reservations` the values need none.
// `name_field` takes the file's name; nullptr: none does. A name that it cannot have is a fault before a byte
// is sent.
void transfer(Staging& staging, Reservations* reservations, const Request& request, const Field* name_field,
              Queue<Job>& jobs, Queue<Transferred>& done, Tally& tally);

// Takes what was transferred, a batch at a time: the records, their values and their lines in the journal in
// one transaction. A batch that is refused is tried again file by file.
class Recorder {
  public:
    Recorder(catalog::Catalog& catalog, const Registry& registry, Staging& staging, const Request& request,
             const std::string& journal, Tally& tally)
        : catalog_(catalog),
          registry_(registry),
          staging_(staging),
          request_(request),
          journal_(journal),
          tally_(tally),
          models_(registry, catalog.database().dialect()),
          model_(models_.get(request.model)) {}

    void run(Queue<Transferred>& done);

  private:
    void record(std::span<Transferred> batch);
    // False: another import has recorded the file meanwhile; what was staged is given back.
    bool record_in(sql::Connection& connection, Transferred& one, const std::string& time);
    bool taken_meanwhile(sql::Connection& connection, const Transferred& one);
    RecordId create(sql::Connection& connection, const Transferred& one, const std::string& time);
    bool touch(sql::Connection& connection, RecordId record, const std::string& time);

    catalog::Catalog& catalog_;
    const Registry& registry_;
    Staging& staging_;
    const Request& request_;
    const std::string& journal_;
    Tally& tally_;
    const StoredModels models_;
    const StoredModel& model_;
};

}  // namespace outfield::importing
