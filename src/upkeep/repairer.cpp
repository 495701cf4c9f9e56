#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/scrub.h>
#include <outfield/upkeep.h>

#include "catalog/scrubbing.h"
#include "upkeep/fault_list.h"
#include "upkeep/inspection.h"
#include "upkeep/versions.h"

namespace outfield {
namespace {

constexpr std::size_t page_size = 100;

// A look that fails ends the search for this one's twins, and not the repair.
std::vector<catalog::Blob> twins_of(catalog::Catalog& catalog, const catalog::Blob& blob,
                                    RepairTotals& totals) try {
    return sql::reading(catalog.database(), [&](sql::Connection& connection) {
        return catalog::Scrubbing(connection).twins(blob);
    });
} catch (const Error& error) {
    add_fault(totals.faults,
              fmt::format("looking for the content of object {} elsewhere: {}", blob.id, error.what()));
    return {};
}

// The first twin whose bytes can be copied and hash to what the catalog names.
bool replace_from_twin(catalog::Catalog& catalog, Mover& mover, const catalog::Blob& blob,
                       RepairTotals& totals) {
    for (const auto& twin : twins_of(catalog, blob, totals)) {
        try {
            mover.replace(blob.id, twin.id);
            return true;
        } catch (const Error& error) {
            add_fault(totals.faults,
                      fmt::format("object {} from object {}: {}", blob.id, twin.id, error.what()));
        }
    }
    return false;
}

bool replace_from_version(catalog::Catalog& catalog, Connections& connections, Mover& mover,
                          const catalog::Blob& blob, RepairTotals& totals) try {
    const auto version = whole_version(catalog, connections, blob);
    if (version) mover.replace_from_version(blob.id, *version);
    return version.has_value();
} catch (const Error& error) {
    add_fault(totals.faults, fmt::format("object {} from its older versions: {}", blob.id, error.what()));
    return false;
}

}  // namespace

RepairTotals Scrubber::repair(const std::function<void(const RepairTotals&)>& progress) {
    RepairTotals totals;
    std::int64_t after = 0;
    for (;;) {
        const auto page = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
            return catalog::Scrubbing(connection).damaged(after, page_size);
        });
        if (page.empty()) return totals;
        for (const auto& blob : page) {
            const auto found = inspect(catalog_, connections_, blob, 0);
            if (found.outcome == Inspection::Outcome::whole)
                ++totals.whole_again;
            else if (found.outcome == Inspection::Outcome::gone)
                continue;
            else if (replace_from_twin(catalog_, mover_, blob, totals) ||
                     replace_from_version(catalog_, connections_, mover_, blob, totals))
                ++totals.repaired;
            else
                totals.beyond_repair.push_back(blob.id);
            if (progress) progress(totals);
        }
        after = page.back().id;
    }
}

}  // namespace outfield
