#include <fmt/format.h>
#include <outfield/scrub.h>

#include <algorithm>

#include "catalog/scrubbing.h"
#include "upkeep/fault_list.h"
#include "upkeep/inspection.h"

namespace outfield {
namespace {

constexpr std::size_t page_size = 100;

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

}  // namespace

ScrubTotals Scrubber::scrub(const ScrubOptions& options,
                            const std::function<void(const ScrubTotals&)>& progress) {
    const auto before = now() - options.not_since;
    ScrubTotals totals;
    std::optional<catalog::Blob> last;
    std::uint64_t values = 0, bytes = 0;
    for (;;) {
        const auto page = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
            return catalog::Scrubbing(connection).oldest(before, last, page_size);
        });
        if (page.empty()) return totals;
        for (const auto& blob : page) {
            if (values >= options.most_values || bytes >= options.most_bytes) return totals;
            count(blob,
                  inspect(catalog_, connections_, blob, options.bytes_per_second, options.while_reading),
                  totals);
            ++values;
            bytes += blob.size;
            if (progress) progress(totals);
        }
        last = page.back();
    }
}

}  // namespace outfield
