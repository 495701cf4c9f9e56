// Small objects to an S3 endpoint that is far away: what counts is how many are under way.
#include <fmt/format.h>

#include "bare_loop.h"
#include "delay_line.h"
#include "report.h"
#include "stores.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(latency_s3 [--count 1000] [--size 10240] [--at-a-time 256] [--delay 20] [--rounds 3]

Objects through a line that holds every byte back for as many milliseconds each way: the S3 store with as many threads
and connections against a bare libcurl-multi loop. Needs OUTFIELD_TEST_NGINX_URL.
)";

namespace {

struct Trial {
    unsigned count, size, threads;
    std::string url;

    std::string key(const char* part, unsigned round, unsigned number) const {
        return fmt::format("far-{}{}/{}", part, round, number);
    }
    BareLoop loop(unsigned round) const {
        return {count,
                threads,
                [this, round](unsigned number) {
                    return fmt::format("{}/benchmark/{}", url, key("bare", round, number));
                },
                {}};
    }
};

double bare_up(const Trial& trial, unsigned round) {
    const std::string body(trial.size, 'x');
    return cost_of([&] {
               bare_uploads(trial.loop(round), body);
               return 0.0;
           })
        .seconds;
}

double bare_down(const Trial& trial, unsigned round) {
    return cost_of([&] {
               bare_downloads(trial.loop(round));
               return 0.0;
           })
        .seconds;
}

double store_up(const Trial& trial, unsigned round) {
    const std::string body(trial.size, 'x');
    return cost_of([&] {
               const auto storage = s3_storage(trial.url, trial.threads);
               at_a_time(trial.threads, trial.count, [&](unsigned number) {
                   storage->put({"benchmark", trial.key("store", round, number)}, *source_from(body), {});
               });
               return 0.0;
           })
        .seconds;
}

double store_down(const Trial& trial, unsigned round) {
    return cost_of([&] {
               const auto storage = s3_storage(trial.url, trial.threads);
               at_a_time(trial.threads, trial.count, [&](unsigned number) {
                   HashingSink sink;
                   storage->get({"benchmark", trial.key("store", round, number)}, sink);
                   sink.hasher.finish();
               });
               return 0.0;
           })
        .seconds;
}

void measure(const Trial& trial, unsigned rounds) {
    Row up("up: time of the store / bare loop", at_most(1.5)),
        down("down: time of the store / bare loop", at_most(1.5));
    const auto add = [](Row& row, double store, double bare) {
        row.add(store / bare, fmt::format("{:.0f} and {:.0f} ms", store * 1e3, bare * 1e3));
    };
    for (unsigned round = 0; round < rounds; ++round) {
        const double bare = bare_up(trial, round);
        add(up, store_up(trial, round), bare);
        const double bare_read = bare_down(trial, round);
        add(down, store_down(trial, round), bare_read);
    }
    up.print();
    down.print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("latency-s3", [&] {
        const auto server = server_variable("OUTFIELD_TEST_NGINX_URL");
        const DelayLine line(static_cast<std::uint16_t>(std::stoul(server.substr(server.rfind(':') + 1))),
                             std::chrono::milliseconds(arguments.number("--delay", 20)));
        measure({arguments.number("--count", 1000), arguments.number("--size", 10240),
                 arguments.number("--at-a-time", 256), line.url()},
                arguments.number("--rounds", 3));
    });
}
