#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/text.h"

namespace outfield::cli {
namespace {

constexpr std::size_t bar_width = 10;

std::string bar(double fraction) {
    const auto filled = static_cast<std::size_t>(fraction * static_cast<double>(bar_width));
    return "[" + std::string(filled, '#') + std::string(bar_width - filled, '-') + "]";
}

double part(std::uint64_t done, std::uint64_t total) {
    return total == 0 ? 1.0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
}

std::string time_left(double seconds) {
    const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
    if (whole < 120) return fmt::format("{} s left", whole);
    if (whole < 7200) return fmt::format("{} min left", whole / 60);
    return fmt::format("{} h {} min left", whole / 3600, whole / 60 % 60);
}

struct Piece {
    int weight;
    std::string text;
};

// Whole pieces alone: the lightest are left out until the others fit.
std::string fitting(std::vector<Piece> pieces, std::size_t width) {
    for (;;) {
        std::string line;
        for (const auto& piece : pieces) line += (line.empty() ? "" : "  ") + piece.text;
        if (line.size() <= width || pieces.size() == 1) return line.substr(0, width);
        pieces.erase(std::ranges::min_element(pieces, {}, &Piece::weight));
    }
}

std::size_t terminal_width() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string progress_line(const ProgressState& state, std::chrono::duration<double> elapsed,
                          std::size_t width) {
    const auto more = state.total_known ? "" : "+";
    // Whichever is behind: many small files are slow by their number, few large ones by their bytes.
    const auto fraction = std::min(part(state.files, state.total_files),
                                   state.total_bytes ? part(state.bytes, state.total_bytes) : 1.0);
    const auto seconds = elapsed.count();
    std::vector<Piece> pieces;
    if (state.total_known) pieces.push_back({2, bar(fraction)});
    pieces.push_back({6, fmt::format("{} of {}{} file{}", state.files, state.total_files, more,
                                     state.total_files == 1 && state.total_known ? "" : "s")});
    if (state.total_bytes > 0)
        pieces.push_back(
            {1, fmt::format("{} of {}{}", human_size(state.bytes), human_size(state.total_bytes), more)});
    if (state.total_bytes > 0 && seconds > 0)
        pieces.push_back(
            {3, human_size(static_cast<std::uint64_t>(static_cast<double>(state.bytes) / seconds)) + "/s"});
    if (state.failed > 0) pieces.push_back({5, fmt::format("{} failed", state.failed)});
    if (state.total_known && fraction > 0 && fraction < 1)
        pieces.push_back({4, time_left(seconds / fraction - seconds)});
    return fitting(std::move(pieces), width);
}

Progress::Progress(std::function<ProgressState()> state)
    : state_(std::move(state)), terminal_(::isatty(STDERR_FILENO) == 1), thread_([this] { run(); }) {}

Progress::~Progress() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    ended_.notify_one();
    thread_.join();
}

void Progress::run() {
    using namespace std::chrono_literals;
    const auto interval = terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10s);
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, interval, [this] { return ending_; })) paint(false);
    if (terminal_) paint(true);
}

void Progress::paint(bool last) {
    static constexpr const char* clear_line = "\r\x1b[K";
    const auto line = progress_line(state_(), std::chrono::steady_clock::now() - begin_,
                                    terminal_ ? terminal_width() - 1 : 200);
    if (!terminal_)
        fmt::print(stderr, "{}\n", line);
    else
        fmt::print(stderr, "{}{}", clear_line, last ? "" : line);
    std::fflush(stderr);
}

void Progress::say(std::string_view line) {
    const std::lock_guard lock(mutex_);
    fmt::print(stderr, "{}outfield: {}\n", terminal_ ? "\r\x1b[K" : "", line);
}

}  // namespace outfield::cli
