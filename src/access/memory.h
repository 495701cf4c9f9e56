// What was found out a moment ago: thread-safe, bounded, and never older than it is trusted.
#pragma once

#include <outfield/sha256.h>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

namespace outfield::access {

struct MemoryHash {
    std::size_t operator()(std::int64_t key) const noexcept { return std::hash<std::int64_t>()(key); }
    std::size_t operator()(const Sha256& key) const noexcept {
        std::size_t front = 0;
        std::memcpy(&front, key.bytes.data(), sizeof front);
        return front;
    }
};

// Since when something is true. Taken before the catalog is asked.
struct Moment {
    std::chrono::steady_clock::time_point time;
    std::uint64_t generation = 0;
};

template <typename Key, typename Value>
class Memory {
  public:
    using Clock = std::chrono::steady_clock;

    Memory(std::size_t most, Clock::duration trust) : most_(most), trust_(trust) {}

    std::optional<Value> find(const Key& key) const {
        const std::shared_lock lock(mutex_);
        const auto found = entries_.find(key);
        if (found == entries_.end() || !trusted(found->second, Clock::now())) return std::nullopt;
        return found->second.value;
    }

    Moment moment() const {
        const std::shared_lock lock(mutex_);
        return {Clock::now(), generation_};
    }

    // Not when something was forgotten since that moment: it may be just this.
    void put(const Key& key, Value value, const Moment& moment) {
        const std::lock_guard lock(mutex_);
        if (moment.generation != generation_) return;
        if (entries_.size() >= most_) make_room();
        entries_.insert_or_assign(key, Entry{std::move(value), moment.time});
    }

    void forget(const Key& key) {
        const std::lock_guard lock(mutex_);
        ++generation_;
        entries_.erase(key);
    }

    void forget() {
        const std::lock_guard lock(mutex_);
        ++generation_;
        entries_.clear();
    }

  private:
    struct Entry {
        Value value;
        Clock::time_point since;
    };

    bool trusted(const Entry& entry, Clock::time_point now) const { return now - entry.since <= trust_; }

    void make_room() {
        const auto now = Clock::now();
        std::erase_if(entries_, [&](const auto& entry) { return !trusted(entry.second, now); });
        while (entries_.size() > most_ / 2) entries_.erase(entries_.begin());
    }

    std::size_t most_;
    Clock::duration trust_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<Key, Entry, MemoryHash> entries_;
    std::uint64_t generation_ = 0;
};

}  // namespace outfield::access
