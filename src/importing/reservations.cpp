#include "importing/reservations.h"

#include <algorithm>
#include <exception>

namespace outfield::importing {

static constexpr std::size_t at_once = 128;
// So that a slow transfer finds its lease nearly whole, and a changed placement is heeded soon.
static constexpr std::chrono::seconds fresh_for{5};

Reservations::~Reservations() {
    try {
        staging_.give_back(reserved_);
    } catch (const std::exception&) {
        // Their leases end by themselves.
    }
}

Reservation Reservations::take(std::size_t expected) {
    const std::lock_guard lock(mutex_);
    if (reserved_.empty() || std::chrono::steady_clock::now() - when_ > fresh_for) renew(expected);
    auto taken = std::move(reserved_.back());
    reserved_.pop_back();
    return taken;
}

void Reservations::renew(std::size_t expected) {
    staging_.give_back(reserved_);
    reserved_.clear();
    reserved_ = staging_.reserve(model_, field_, std::clamp<std::size_t>(expected, 1, at_once));
    when_ = std::chrono::steady_clock::now();
}

}  // namespace outfield::importing
