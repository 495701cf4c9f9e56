// Many small files to an FTP server: temporary name, SIZE and rename included, against STOR alone.
#include <curl/curl.h>
#include <fmt/format.h>
#include <outfield/time.h>

#include <algorithm>
#include <chrono>
#include <mutex>

#include "bare_loop.h"
#include "report.h"
#include "stores.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(small_files_ftp [--server PROFTPD] [--count 1000] [--size 10240] [--at-a-time 4] [--rounds 3]

Files to an FTP server, PROFTPD or VSFTPD, without TLS: the FTP store against a bare libcurl loop that only stores. Needs
the OUTFIELD_TEST_FTP_... variables.
)";

namespace {

struct Trial {
    std::string server;
    unsigned count, size, threads;
    std::string run = std::to_string(now().time_since_epoch().count());

    std::string variable(const char* name) const {
        return server_variable("OUTFIELD_TEST_FTP_" + server + name);
    }
    std::string container(unsigned round) const { return fmt::format("bench{}-{}", run, round); }
};

void create_container(const Trial& trial, unsigned round) {
    cost_of([&] {
        ftp_storage(trial.server, 1)->create_container(trial.container(round));
        return 0.0;
    });
}

Cost bare(const Trial& trial, unsigned round) {
    const std::string body(trial.size, 'x');
    return cost_of([&] {
        BareLoop loop{trial.count, trial.threads,
                      [&](unsigned number) {
                          return fmt::format("{}/{}/bare-{}", trial.variable("_URL"), trial.container(round),
                                             number);
                      },
                      trial.variable("_USERNAME") + ":" + trial.variable("_PASSWORD")};
        loop.longest_poll = 1;  // libcurl sleeps for up to a second after EPSV when nothing wakes it
        bare_uploads(loop, body);
        return 0.0;
    });
}

// Its answer is the longest time that one put took.
Cost store(const Trial& trial, unsigned round) {
    const std::string body(trial.size, 'x');
    return cost_of([&] {
        const auto storage = ftp_storage(trial.server, trial.threads);
        std::mutex mutex;
        double longest = 0;
        at_a_time(trial.threads, trial.count, [&](unsigned number) {
            const auto start = std::chrono::steady_clock::now();
            storage->put({trial.container(round), fmt::format("2026-01-01/store-{}", number)},
                         *source_from(body), {});
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
            const std::lock_guard lock(mutex);
            longest = std::max(longest, took.count());
        });
        return longest;
    });
}

void measure(const Trial& trial, unsigned rounds) {
    Row time(trial.server + ": time of the store / bare loop", at_most(1.5));
    Row longest(trial.server + ": the longest put", at_most(0.5), "s");
    for (unsigned round = 0; round < rounds; ++round) {
        create_container(trial, round);
        const auto plain = bare(trial, round);
        const auto ours = store(trial, round);
        time.add(ours.seconds / plain.seconds,
                 fmt::format("{:.2f} and {:.2f} s, {:.0f} and {:.0f} us of CPU a file", ours.seconds,
                             plain.seconds, ours.cpu_each(trial.count), plain.cpu_each(trial.count)));
        longest.add(ours.answer, fmt::format("of {} puts", trial.count));
    }
    time.print();
    longest.print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("small-files-ftp", [&] {
        measure({arguments.text("--server", "PROFTPD"), arguments.number("--count", 1000),
                 arguments.number("--size", 10240), arguments.number("--at-a-time", 4)},
                arguments.number("--rounds", 3));
    });
}
