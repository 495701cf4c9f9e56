// A queue between threads, bounded by the number of its items and by what they weigh together.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace outfield::importing {

template <typename Item>
class Queue {
  public:
    explicit Queue(std::size_t most_items, std::uint64_t most_weight = UINT64_MAX)
        : most_items_(most_items), most_weight_(most_weight) {}

    // Waits while the queue is full; one item finds room in an empty queue whatever it weighs. False: the
    // queue was closed, and the item was not taken.
    bool push(Item&& item, std::uint64_t weight = 0) {
        std::unique_lock lock(mutex_);
        if (!has_room(weight)) {
            crowded_ = true;
            filled_.notify_one();
        }
        room_.wait(lock, [&] { return has_room(weight) || closed_; });
        if (closed_) return false;
        items_.push_back({std::move(item), weight});
        weight_ += weight;
        if (items_.size() >= wanted_) filled_.notify_one();
        return true;
    }

    // Waits for an item; nullopt once the queue is closed and empty.
    std::optional<Item> pop() {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [&] { return !items_.empty() || closed_; });
        if (items_.empty()) return std::nullopt;
        std::optional<Item> item(take_front());
        room_.notify_one();
        return item;
    }

    // Waits for one item, then at most `patience` for `many` to come together, and takes all that are there;
    // empty once closed and empty.
    std::vector<Item> pop_all(std::size_t many, std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [&] { return !items_.empty() || closed_; });
        wanted_ = many;
        filled_.wait_for(lock, patience, [&] { return items_.size() >= many || crowded_ || closed_; });
        wanted_ = 1;
        crowded_ = false;
        std::vector<Item> taken;
        taken.reserve(items_.size());
        while (!items_.empty()) taken.push_back(take_front());
        room_.notify_all();
        return taken;
    }

    std::size_t size() {
        const std::lock_guard lock(mutex_);
        return items_.size();
    }

    // Nothing more comes; what is there can still be taken.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        filled_.notify_all();
        room_.notify_all();
    }

    // Nothing more comes, and what is there is dropped.
    void abandon() {
        close();
        const std::lock_guard lock(mutex_);
        items_.clear();
        weight_ = 0;
    }

  private:
    struct Weighed {
        Item item;
        std::uint64_t weight;
    };

    bool has_room(std::uint64_t weight) const {
        return items_.empty() ||
               (items_.size() < most_items_ && weight <= most_weight_ - std::min(weight_, most_weight_));
    }
    Item take_front() {
        Item item(std::move(items_.front().item));
        weight_ -= items_.front().weight;
        items_.pop_front();
        return item;
    }

    const std::size_t most_items_;
    const std::uint64_t most_weight_;
    std::mutex mutex_;
    std::condition_variable filled_, room_;
    std::deque<Weighed> items_;
    std::uint64_t weight_ = 0;
    std::size_t wanted_ = 1;  // so many wake who waits for them
    bool crowded_ = false;    // no more can come before some are taken
    bool closed_ = false;
};

}  // namespace outfield::importing
