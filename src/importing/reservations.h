// Reservations for an import, made many at a time: one by one, each transfer would wait for the disk twice.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "fields/staging.h"

namespace outfield::importing {

// Thread-safe.
class Reservations {
  public:
    Reservations(Staging& staging, std::string model, std::string field)
        : staging_(staging), model_(std::move(model)), field_(std::move(field)) {}
    ~Reservations();  // gives back what nobody took
    Reservations(const Reservations&) = delete;
    Reservations& operator=(const Reservations&) = delete;

    // `expected`: how many more will be taken soon, at least. Errors: those of Staging::reserve.
    Reservation take(std::size_t expected);

  private:
    void renew(std::size_t expected);

    Staging& staging_;
    const std::string model_, field_;
    std::mutex mutex_;
    std::vector<Reservation> reserved_;
    std::chrono::steady_clock::time_point when_{};
};

}  // namespace outfield::importing
