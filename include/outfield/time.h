// Instants, in UTC with a resolution of one microsecond.
#pragma once

#include <chrono>
#include <string>

namespace outfield {

using Time = std::chrono::sys_time<std::chrono::microseconds>;

Time now();

// "2026-11-23 08:30:05" (UTC), as OpenERP writes a datetime.
std::string to_string(Time time);

}  // namespace outfield
