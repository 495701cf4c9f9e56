// Whether the other side keeps a transfer going: it may not be silent for too long, and over each such while
// it must move so many bytes, or a trickle would hold a thread for ever. (libcurl's own limit on low speed
// looks at an average and strikes seconds too late, and counts the time that the caller's own stream takes.)
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace outfield {

inline constexpr std::uint64_t least_rate_default = 1024;  // bytes a second

struct PaceLimits {
    std::chrono::seconds idle{60};
    std::uint64_t least_rate = least_rate_default;  // bytes a second over `idle`; 0: none
};

// Used by one thread at a time.
class Pace {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Clock = std::function<Time()>;

    // It runs from here on. `clock`: for tests.
    explicit Pace(PaceLimits limits, Clock clock = std::chrono::steady_clock::now);

    // Something came or went.
    void stir();
    // A step was done, which asks for no bytes: the rate is measured from here on.
    void step(std::uint64_t moved);
    // The caller's own stream took its time, which is not the other side's fault.
    void excuse(std::chrono::steady_clock::duration time);

    // What is wrong with it, when so many bytes were moved in all: "silent for 60 s"; nullopt: nothing.
    std::optional<std::string> fault(std::uint64_t moved);

    // Excuses the time of a scope.
    class Excuse {
      public:
        explicit Excuse(Pace& pace) : pace_(pace), since_(pace.clock_()) {}
        ~Excuse() { pace_.excuse(pace_.clock_() - since_); }
        Excuse(const Excuse&) = delete;
        Excuse& operator=(const Excuse&) = delete;

      private:
        Pace& pace_;
        const Time since_;
    };

  private:
    const PaceLimits limits_;
    const Clock clock_;
    Time stirred_;
    Time window_;               // since when the bytes are counted
    std::uint64_t before_ = 0;  // bytes moved until then
};

}  // namespace outfield
