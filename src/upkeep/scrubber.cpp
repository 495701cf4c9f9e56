#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/scrub.h>

#include <algorithm>
#include <map>

#include "catalog/containers.h"
#include "catalog/scrubbing.h"
#include "upkeep/fault_list.h"
#include "upkeep/inspection.h"

namespace outfield {
namespace {

constexpr std::size_t page_size = 100;

struct Budget {
    std::uint64_t values, bytes;

    bool spent() const noexcept { return values == 0 || bytes == 0; }
    void spend(std::uint64_t size) noexcept {
        --values;
        bytes -= std::min(bytes, size);
    }
};

void count(const catalog::Blob& blob, const Inspection& found, ScrubTotals& totals) {
    switch (found.outcome) {
        case Inspection::Outcome::whole:
            ++totals.whole;
            totals.whole_bytes += blob.size;
            break;
        case Inspection::Outcome::damaged:
            ++totals.damaged;
            add_fault(totals.faults, fmt::format("object {}: {}", blob.id, found.words));
            break;
        case Inspection::Outcome::out_of_reach:
            ++totals.out_of_reach;
            add_fault(totals.obstacles, found.words);
            break;
        case Inspection::Outcome::gone:
            break;
    }
}

bool answers(catalog::Catalog& catalog, Connections& connections, std::int64_t id) try {
    const auto container =
        sql::reading(catalog.database(), [&](sql::Connection& c) { return catalog::Containers(c).get(id); });
    return Fence::is_in_sight(*connections.of(container), container);
} catch (const Error&) {
    return false;
}

// The containers of which nothing can be read at the moment. Without it those of a dead store, which stay the
// ones that were verified the longest ago, would be tried one after the other in each run. Where it is the
// values that are out of reach, and not the container, the others must have their turn.
class OutOfReach {
  public:
    OutOfReach(catalog::Catalog& catalog, Connections& connections)
        : catalog_(catalog), connections_(connections) {}

    bool has(const catalog::Blob& blob) const {
        const auto found = misses_.find(blob.container);
        return found != misses_.end() && found->second.is_closed;
    }
    void saw(const catalog::Blob& blob, Inspection::Outcome outcome) {
        auto& misses = misses_[blob.container];
        misses.in_a_row = outcome == Inspection::Outcome::out_of_reach ? misses.in_a_row + 1 : 0;
        if (misses.in_a_row < most_in_a_row) return;
        misses.in_a_row = 0;
        misses.is_closed = !answers(catalog_, connections_, blob.container);
    }
    void pass_over(const catalog::Blob& blob, ScrubTotals& totals) {
        ++misses_[blob.container].passed_over;
        ++totals.out_of_reach;
    }
    void tell(ScrubTotals& totals) const;

  private:
    static constexpr std::size_t most_in_a_row = 5;
    struct Misses {
        std::size_t in_a_row = 0;
        std::uint64_t passed_over = 0;
        bool is_closed = false;
    };
    catalog::Catalog& catalog_;
    Connections& connections_;
    std::map<std::int64_t, Misses> misses_;
};

void OutOfReach::tell(ScrubTotals& totals) const {
    for (const auto& [id, misses] : misses_) {
        if (misses.passed_over == 0) continue;
        const auto container = sql::reading(
            catalog_.database(), [&](sql::Connection& c) { return catalog::Containers(c).get(id); });
        add_fault(
            totals.obstacles,
            fmt::format("{}/{}: {} more values were passed over, because {} in a row were out of reach",
                        container.configuration_name, container.name, misses.passed_over, most_in_a_row));
    }
}

}  // namespace

ScrubTotals Scrubber::scrub(const ScrubOptions& options,
                            const std::function<void(const ScrubTotals&)>& progress) {
    const auto before = now() - options.not_since;
    ScrubTotals totals;
    Budget left{options.most_values, options.most_bytes};
    OutOfReach unreachable(catalog_, connections_);
    std::optional<catalog::Blob> last;
    while (!left.spent()) {
        const auto page = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
            return catalog::Scrubbing(connection).oldest(before, last, page_size);
        });
        if (page.empty()) break;
        for (const auto& blob : page) {
            if (left.spent()) break;
            if (unreachable.has(blob)) {
                unreachable.pass_over(blob, totals);
            } else {
                const auto found =
                    inspect(catalog_, connections_, blob, options.bytes_per_second, options.while_reading);
                count(blob, found, totals);
                unreachable.saw(blob, found.outcome);
                if (found.outcome != Inspection::Outcome::out_of_reach) left.spend(blob.size);
            }
            if (progress) progress(totals);
        }
        last = page.back();
    }
    unreachable.tell(totals);
    return totals;
}

}  // namespace outfield
