#include "stores/pace.h"

#include <fmt/format.h>

namespace outfield {

Pace::Pace(PaceLimits limits, Clock clock)
    : limits_(limits), clock_(std::move(clock)), stirred_(clock_()), window_(stirred_) {}

void Pace::stir() {
    stirred_ = clock_();
}

void Pace::step(std::uint64_t moved) {
    window_ = clock_();
    before_ = moved;
}

void Pace::excuse(std::chrono::steady_clock::duration time) {
    stirred_ += time;
    window_ += time;
}

std::optional<std::string> Pace::fault(std::uint64_t moved) {
    const auto time = clock_();
    if (time - stirred_ >= limits_.idle) return fmt::format("silent for {} s", limits_.idle.count());
    if (limits_.least_rate == 0 || time - window_ < limits_.idle) return std::nullopt;
    if (moved < before_) before_ = 0;  // the transfer began anew
    const auto least = limits_.least_rate * static_cast<std::uint64_t>(limits_.idle.count());
    if (moved - before_ < least)
        return fmt::format("too slow: {} bytes in {} s, and the setting 'least_rate' asks for {} a second",
                           moved - before_, limits_.idle.count(), limits_.least_rate);
    step(moved);
    return std::nullopt;
}

}  // namespace outfield
