#include "stores/s3/part_plan.h"

#include <algorithm>

namespace outfield::s3 {

std::uint64_t part_size(unsigned number, std::uint64_t wished, std::optional<std::uint64_t> object_size) {
    static constexpr std::uint64_t mib = 1ULL << 20U;
    static constexpr unsigned parts_before_doubling = 2'000;
    if (!object_size) return wished << ((number - 1) / parts_before_doubling);
    const auto least = (*object_size + most_parts - 1) / most_parts;
    return std::max(wished, (least + mib - 1) / mib * mib);
}

}  // namespace outfield::s3
