#include <fmt/format.h>
#include <outfield/check.h>
#include <outfield/error.h>

#include "upkeep/comparison.h"

namespace outfield {

std::string_view to_string(Finding::Kind kind) noexcept {
    switch (kind) {
        case Finding::Kind::missing:
            return "missing";
        case Finding::Kind::wrong_size:
            return "wrong-size";
        case Finding::Kind::stray:
            return "stray";
        case Finding::Kind::unfinished:
            return "unfinished";
        case Finding::Kind::out_of_reach:
            return "out-of-reach";
    }
    return "";
}

CheckTotals Checker::check(std::int64_t container, const std::function<void(const Finding&)>& each,
                           const std::function<void(const CheckTotals&)>& progress) {
    const auto containers = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        catalog::Containers table(connection);
        return container == 0 ? table.all() : std::vector{table.get(container)};
    });
    CheckTotals totals;
    for (const auto& one : containers)
        Comparison(catalog_, connections_, one, {totals, each, progress}).run();
    return totals;
}

}  // namespace outfield
