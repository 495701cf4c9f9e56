// How many wrong passwords there were lately. In the memory of this process, and bounded.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace outfield::access {

// A sliding window over one kind of name. Thread-safe.
class Window {
  public:
    using Clock = std::chrono::steady_clock;

    Window(int most, std::chrono::seconds length)
        : most_(static_cast<std::size_t>(std::max(most, 1))), length_(length) {}

    void add(const std::string& name);
    // How long this name has to wait; nullopt: not at all.
    std::optional<std::chrono::seconds> wait(const std::string& name) const;

  private:
    void make_room(Clock::time_point now);

    std::size_t most_;
    std::chrono::seconds length_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::deque<Clock::time_point>> times_;  // of each, the latest `most_`
    std::atomic<bool> empty_ = true;
};

// Thread-safe.
class Attempts {
  public:
    Attempts(int of_login, int of_peer, std::chrono::seconds window)
        : logins_(of_login, window), pairs_(of_login, window), peers_(of_peer, window) {}

    // Who tries what, from where.
    struct Attempt {
        std::string login, peer;
    };
    static Attempt attempt(std::string_view login, std::string_view peer);

    void refused(const Attempt& attempt);

    // Each throws ErrorKind::unavailable (retryable) and says how long to wait. The first asks about this
    // peer alone: whoever has proved the password from there is not locked out by others' attempts.
    void require_peer_free(const Attempt& attempt) const;
    void require_login_free(const Attempt& attempt) const;

  private:
    Window logins_, pairs_, peers_;
};

}  // namespace outfield::access
