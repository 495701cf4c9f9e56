// Reading stored bytes again, before somebody needs them: is each value still what was stored?
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace outfield {

namespace catalog {
class Catalog;
}
class Connections;
class Mover;

struct ScrubOptions {
    std::chrono::seconds not_since = std::chrono::hours(24 * 30);  // those verified later are left out
    // Those out of reach do not count. The value that passes most_bytes is still read to its end.
    std::uint64_t most_values = UINT64_MAX;
    std::uint64_t most_bytes = UINT64_MAX;
    std::uint64_t bytes_per_second = 0;   // 0: as fast as the stores give them
    std::function<void()> while_reading;  // called as the bytes come; may throw to end the run
};

struct ScrubTotals {
    std::uint64_t whole = 0, whole_bytes = 0;
    std::uint64_t damaged = 0;
    std::uint64_t out_of_reach = 0;      // the store refused or did not answer: nothing was found out
    std::vector<std::string> faults;     // of damage, one line each; at most 100
    std::vector<std::string> obstacles;  // why values are out of reach, each reason once; at most 100
};

struct RepairTotals {
    std::uint64_t whole_again = 0;  // their bytes are good after all
    std::uint64_t repaired = 0;
    std::vector<std::int64_t> beyond_repair;  // blobs of which no good copy is known
    std::vector<std::string> faults;          // what went wrong with copies, each reason once; at most 100
};

// Thread-safe; `progress` is called after each value and may throw to end the run.
class Scrubber {
  public:
    Scrubber(catalog::Catalog& catalog, Connections& connections, Mover& mover)
        : catalog_(catalog), connections_(connections), mover_(mover) {}

    // Reads values, those first that were verified the longest ago, and compares size and SHA-256. What is
    // found is written down at once, so a run that is cut short goes on where it was; a damaged value is not
    // read out any more until a scrub finds it whole or a repair replaces it. A container of which several
    // values in a row cannot be read, and its marker neither, is left out for the rest of the run: what is
    // passed over counts as out of reach, and is the first again in the next run.
    ScrubTotals scrub(const ScrubOptions& options = {},
                      const std::function<void(const ScrubTotals&)>& progress = {});

    // Looks at each damaged value again, and replaces those that are still damaged from another blob with the
    // same content (what a move left behind, another record's value), or from an older version of the object
    // where the store keeps some.
    RepairTotals repair(const std::function<void(const RepairTotals&)>& progress = {});

  private:
    catalog::Catalog& catalog_;
    Connections& connections_;
    Mover& mover_;
};

}  // namespace outfield
