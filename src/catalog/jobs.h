// Table outfield_job: when each background job ran last, and which server runs it now. A server that gives no
// sign of life for the length of its lease has lost the job to whoever asks next.
#pragma once

#include <outfield/time.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

struct Job {
    std::string name;
    std::optional<Time> begun;  // nullopt: never
    std::optional<Time> ended;  // nullopt: it runs, or whoever ran it has died
    std::string outcome;        // of the last run that ended: "ok", "failed", "stopped", "cancelled"
    std::string detail;         // its figures: a JSON object, or ""
    std::string holder;
    Time lease_until;

    // When it may be begun: `every` after its last begin, or as soon as its lease is over where it did not
    // come to its end. nullopt: it never ran.
    std::optional<Time> due(std::chrono::seconds every) const;
};

class Jobs {
  public:
    explicit Jobs(sql::Connection& connection) : connection_(connection) {}

    std::optional<Job> find(std::string_view name);
    std::vector<Job> all();  // by name

    // In write(). False when it is not due any more, or somebody else holds it.
    bool take(std::string_view name, std::string_view holder, std::chrono::seconds every,
              std::chrono::seconds lease);
    // False: somebody else has taken it.
    bool renew(std::string_view name, std::string_view holder, std::chrono::seconds lease);
    bool end(std::string_view name, std::string_view holder, std::string_view outcome,
             std::string_view detail);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
