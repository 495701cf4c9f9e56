// Times in rows: microseconds since 1970.
#pragma once

#include <outfield/time.h>

#include <chrono>
#include <optional>

#include "sql/database.h"

namespace outfield::access {

// How often a row notes that it was used.
inline constexpr std::chrono::minutes touching_pause{1};

inline Time row_time(const sql::Row& row, std::size_t i) {
    return Time(std::chrono::microseconds(row.integer(i)));
}

inline std::optional<Time> optional_row_time(const sql::Row& row, std::size_t i) {
    if (row.is_null(i)) return std::nullopt;
    return row_time(row, i);
}

inline sql::Parameter time_parameter(Time time) {
    return std::int64_t{time.time_since_epoch().count()};
}

inline sql::Parameter time_parameter(const std::optional<Time>& time) {
    return time ? time_parameter(*time) : sql::Parameter(nullptr);
}

}  // namespace outfield::access
