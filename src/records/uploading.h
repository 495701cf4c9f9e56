// The uploads of one verb: staged before its transaction, attached inside it.
#pragma once

#include <chrono>
#include <deque>
#include <unordered_set>
#include <vector>

#include "fields/staging.h"
#include "records/given_values.h"

namespace outfield {

// What it still holds when it goes away gives its reservations back. Used by one thread.
class Uploading {
  public:
    explicit Uploading(Staging& staging) : staging_(staging) {}

    // Stages the uploads for one more record, and then those of the records that are created and written by
    // its commands, in their order. Errors: those of Staging::stage; invalid when the same upload is wanted a
    // second time and cannot go back to its first byte.
    void stage(const Model& model, const GivenValues& given);

    // Attaches those of the record that was staged as number `index` (those of commands count too). May run
    // again after a rollback.
    void attach(sql::Connection& connection, const Model& model, RecordId record, std::size_t index);

    void committed() noexcept;

  private:
    struct Part {
        const NamedField* field;
        Staged staged;
    };
    Staged stage(const Model& model, const NamedField& field, const Upload& upload);
    void renew();

    Staging& staging_;
    std::unordered_set<const ByteSource*> seen_;
    std::deque<std::vector<Part>> records_;
    std::chrono::steady_clock::time_point renewed_ = std::chrono::steady_clock::now();
};

}  // namespace outfield
