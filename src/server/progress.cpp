#include "server/progress.h"

namespace outfield::server {

template <typename Change>
void Progress::change(Change change) {
    {
        const std::lock_guard lock(mutex_);
        change(state_);
    }
    if (told_) told_();
}

void Progress::expect(std::uint64_t total, std::uint64_t bytes_total) {
    change([&](State& state) {
        state.total = total;
        state.bytes_total = bytes_total;
    });
}

void Progress::reach(std::uint64_t done, std::uint64_t bytes_done) {
    change([&](State& state) {
        state.done = done;
        state.bytes_done = bytes_done;
    });
}

void Progress::add(std::uint64_t done, std::uint64_t bytes_done) {
    change([&](State& state) {
        state.done += done;
        state.bytes_done += bytes_done;
    });
}

void Progress::figures(boost::json::object figures) {
    change([&](State& state) { state.figures = std::move(figures); });
}

void Progress::fault(std::string words) {
    change([&](State& state) {
        if (state.faults.size() < most_faults) state.faults.push_back(std::move(words));
    });
}

Progress::State Progress::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

}  // namespace outfield::server
