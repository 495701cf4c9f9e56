// Whether clients that do nothing, or nearly nothing, slow the others down.
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "report.h"
#include "served_trial.h"
#include "wrk.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(http_slow [--idle 1000] [--slow 50] [--connections 16] [--seconds 10] [--rounds 3] [--outfield PROGRAM]

Each round: wrk asks for a value of 10 KiB in the directory store, alone, and again beside so many connections that were
used once and stay silent, and so many clients that send a byte a second: half of them a body, half a head.
)";

namespace {

constexpr unsigned size = 10240;

struct Sizes {
    unsigned idle, slow;
};

class Crowd {
  public:
    Crowd(const ServedTrial& trial, const std::string& record, const Sizes& sizes) : trial_(trial) {
        const auto get = trial.head("GET", trial.path(record, "directory"), 0);
        for (unsigned i = 0; i < sizes.idle; ++i) {
            idle_.emplace_back(trial.port());
            idle_.back().exchange(get);
        }
        for (unsigned i = 0; i < sizes.slow; ++i) {
            slow_.emplace_back(trial.port());
            if (i % 2 == 0)
                slow_.back().send(trial.head("PUT", trial.path(trial.create_record(), "directory"), size));
        }
        sending_ = std::jthread([this](const std::stop_token& stop) { send(stop); });
    }

    // They must all still be there, and the idle ones be served.
    void end(const std::string& get) {
        sending_.request_stop();
        sending_.join();
        if (error_) std::rethrow_exception(error_);
        for (const auto& client : slow_)
            if (!client.is_silent()) throw std::runtime_error("a slow client was cut off");
        for (auto& client : idle_) client.exchange(get);
    }

  private:
    // A byte a second each, spread over the second.
    void send(const std::stop_token& stop) try {
        static constexpr std::string_view head = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
        auto next = std::chrono::steady_clock::now();
        for (std::size_t number = 0;; ++number) {
            for (std::size_t i = 0; i < slow_.size(); ++i) {
                next += std::chrono::microseconds(1'000'000 / slow_.size());
                std::this_thread::sleep_until(next);
                if (stop.stop_requested()) return;
                slow_[i].send(i % 2 == 0 || number >= head.size() ? "x" : head.substr(number, 1));
            }
        }
    } catch (...) {
        error_ = std::current_exception();
    }

    const ServedTrial& trial_;
    std::vector<HttpClient> idle_, slow_;
    std::exception_ptr error_;
    std::jthread sending_;
};

void measure(const std::string& outfield, const Sizes& sizes, const Wrk& wrk, unsigned rounds) {
    const ServedTrial trial(outfield, "/dev/shm");
    const auto record = trial.create_record();
    const auto path = trial.path(record, "directory");
    HttpClient(trial.port()).exchange(trial.head("PUT", path, size) + std::string(size, 'x'));
    const auto ask = [&] { return load(wrk, trial.url(record, "directory"), trial.cookie()); };
    const auto crowd_name = fmt::format("{} idle and {} slow clients", sizes.idle, sizes.slow);
    Row slowest("p99 of the others beside " + crowd_name + " / alone", at_most(1.5));
    Row threads("threads of the server beside them / alone", at_most(1));
    ask();
    for (unsigned round = 0; round < rounds; ++round) {
        const auto alone = ask();
        const auto threads_alone = trial.process().threads();
        Crowd crowd(trial, record, sizes);
        const auto beside = ask();
        const auto threads_beside = trial.process().threads();
        crowd.end(trial.head("GET", path, 0));
        slowest.add(beside.slowest / alone.slowest,
                    fmt::format("{:.2f} and {:.2f} ms, {:.0f} and {:.0f} requests/s", beside.slowest,
                                alone.slowest, beside.rate, alone.rate));
        threads.add(static_cast<double>(threads_beside) / threads_alone,
                    fmt::format("{} and {}", threads_beside, threads_alone));
    }
    slowest.print();
    threads.print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("http-slow", [&] {
        measure(arguments.text("--outfield", "outfield"),
                {arguments.number("--idle", 1000), arguments.number("--slow", 50)},
                {1, arguments.number("--connections", 16), arguments.number("--seconds", 10)},
                arguments.number("--rounds", 3));
    });
}
