// A line on standard error that says how far a long command has come: painted ten times a second on a
// terminal, a plain line every ten seconds elsewhere.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace outfield::cli {

struct ProgressState {
    std::uint64_t files = 0, total_files = 0;
    std::uint64_t bytes = 0, total_bytes = 0;  // no total_bytes: bytes are not shown
    std::uint64_t failed = 0;
    bool total_known = false;  // the totals still grow otherwise
};

// "[#####-----]  1204 of 5000 files  11.8 MiB of 48.8 MiB  24.1 MiB/s  3 s left". At most `width` columns:
// what matters least is left out.
std::string progress_line(const ProgressState& state, std::chrono::duration<double> elapsed,
                          std::size_t width);

class Progress {
  public:
    // Asks `state` from a thread of its own until it is destroyed, which clears the line.
    explicit Progress(std::function<ProgressState()> state);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // A line of its own above the progress. Thread-safe.
    void say(std::string_view line);

  private:
    void run();
    void paint(bool last);

    std::function<ProgressState()> state_;
    const bool terminal_;
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::mutex mutex_;
    std::condition_variable ended_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace outfield::cli
