// Tables outfield_finding_list and outfield_finding: what the last run of each job has found.
#pragma once

#include <outfield/time.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

struct FindingList {
    static constexpr std::size_t most_kept = 1000;

    Time ended;
    std::uint64_t found = 0;         // how many there were; the first of them are kept
    std::vector<std::string> items;  // each a JSON object
};

class Findings {
  public:
    explicit Findings(sql::Connection& connection) : connection_(connection) {}

    void replace(std::string_view job, const FindingList& list);
    std::optional<FindingList> of(std::string_view job);  // nullopt: it has not come to its end yet
    // Somebody has seen to it. Where it is there twice, both go.
    void remove(std::string_view job, std::string_view item);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
