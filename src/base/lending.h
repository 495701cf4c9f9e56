// Things that are dear to make and serve one user at a time, lent, kept and lent again. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace outfield {

template <typename Thing>
class Lending {
  public:
    // At most `most` are out at once.
    explicit Lending(std::size_t most) : most_(most) { idle_.reserve(most); }

    // The one that came back last; nullptr: none is idle, and the borrower makes one. Waits while all are
    // out, as long as any comes back; std::nullopt: none did for `longest`. All but nullopt is given back.
    std::optional<std::unique_ptr<Thing>> take(std::chrono::seconds longest) {
        std::unique_lock lock(mutex_);
        while (out_ == most_) {
            const auto before = returns_;
            if (!returned_.wait_for(lock, longest, [&] { return out_ < most_ || returns_ != before; }))
                return std::nullopt;
        }
        ++out_;
        if (idle_.empty()) return nullptr;
        auto thing = std::move(idle_.back());
        idle_.pop_back();
        return thing;
    }

    // nullptr: it is not kept, and its place is free.
    void give_back(std::unique_ptr<Thing> thing) noexcept {
        {
            const std::lock_guard lock(mutex_);
            --out_;
            ++returns_;
            if (thing) idle_.push_back(std::move(thing));
        }
        returned_.notify_one();
    }

    std::size_t most() const noexcept { return most_; }

  private:
    const std::size_t most_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Thing>> idle_;
    std::size_t out_ = 0;
    std::uint64_t returns_ = 0;
};

}  // namespace outfield
