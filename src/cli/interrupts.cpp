#include "cli/interrupts.h"

#include <unistd.h>

#include <csignal>
#include <thread>

#include "cli/exit_code.h"

namespace outfield::cli {
namespace {

std::atomic<bool> asked_to_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);

constexpr unsigned grace_seconds = 3;
// By which the same Ctrl-C may reach this program later than another one, whose end is seen here at once.
constexpr std::chrono::milliseconds signal_delay{50};

extern "C" void on_stop_signal(int) {
    asked_to_stop.store(true);
    ::alarm(grace_seconds);
}

// A server that does not answer keeps nobody waiting. Only what is safe in a signal handler.
extern "C" void on_grace_over(int) {
    static constexpr char words[] =
        "\noutfield: interrupted; what was under way was given up, 'outfield collect' removes what it left\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words, sizeof words - 1);
    ::_exit(exit_interrupted);
}

class InterruptibleSource final : public ByteSource {
  public:
    InterruptibleSource(std::unique_ptr<ByteSource> inner, Ends ends)
        : inner_(std::move(inner)), ends_(ends) {}

    std::size_t read(std::span<std::byte> buffer) override {
        InterruptWatch::check();
        const auto count = inner_->read(buffer);
        if (count == 0 && ends_ == Ends::by_others) std::this_thread::sleep_for(signal_delay);
        InterruptWatch::check();
        return count;
    }
    std::optional<std::uint64_t> size() const override { return inner_->size(); }
    bool rewind() override {
        InterruptWatch::check();
        return inner_->rewind();
    }

  private:
    std::unique_ptr<ByteSource> inner_;
    Ends ends_;
};

}  // namespace

InterruptWatch::InterruptWatch() {
    struct sigaction action {};
    action.sa_handler = on_stop_signal;
    // The second signal finds the default action again. No SA_RESTART: a read from a terminal must end.
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
    std::signal(SIGALRM, on_grace_over);
}

InterruptWatch::~InterruptWatch() {
    ::alarm(0);
    for (const int signal : {SIGINT, SIGTERM, SIGALRM}) std::signal(signal, SIG_DFL);
}

const std::atomic<bool>& InterruptWatch::flag() noexcept {
    return asked_to_stop;
}

void InterruptWatch::check() {
    if (asked_to_stop.load(std::memory_order_relaxed)) throw Interrupted{};
}

std::unique_ptr<ByteSource> interruptible(std::unique_ptr<ByteSource> source, Ends ends) {
    return std::make_unique<InterruptibleSource>(std::move(source), ends);
}

void InterruptibleSink::write(Bytes bytes) {
    InterruptWatch::check();
    inner_.write(bytes);
}

}  // namespace outfield::cli
