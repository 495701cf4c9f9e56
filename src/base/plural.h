// "1 file", "2 files", "0 files".
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace outfield {

inline std::string plural(std::uint64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

inline std::string plural(std::uint64_t count, std::string_view one) {
    return plural(count, one, fmt::format("{}s", one));
}

}  // namespace outfield
