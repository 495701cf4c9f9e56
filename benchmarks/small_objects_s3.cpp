// Many small objects to and from an S3 endpoint that costs nearly nothing (nginx), against a bare libcurl
// loop.
#include <fmt/format.h>

#include "bare_loop.h"
#include "import_trial.h"
#include "report.h"
#include "stores.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(small_objects_s3 [--count 5000] [--size 10240] [--at-a-time 16] [--rounds 3] [--outfield PROGRAM]

Each round stores and reads as many objects in turn with: a bare libcurl-multi loop, the S3 store alone, the whole of
`outfield import` and BinaryFields, boto3 and rclone. Needs OUTFIELD_TEST_NGINX_URL.
)";

namespace {

struct Trial {
    unsigned count, size, threads, round = 0;
    std::string server = server_variable("OUTFIELD_TEST_NGINX_URL");
    std::string outfield, peers;
    std::string body = std::string(size, 'x');

    std::string key(const char* part, unsigned number) const {
        return fmt::format("{}{}/{}", part, round, number);
    }
    BareLoop loop(const char* part) const {
        return {count,
                threads,
                [this, part](unsigned number) {
                    return fmt::format("{}/benchmark/{}", server, key(part, number));
                },
                {}};
    }
};

Cost bare_up(const Trial& trial) {
    return cost_of([&] {
        bare_uploads(trial.loop("bare"), trial.body);
        return 0.0;
    });
}

Cost bare_down(const Trial& trial) {
    return cost_of([&] {
        bare_downloads(trial.loop("bare"));
        return 0.0;
    });
}

Cost store_up(const Trial& trial) {
    return cost_of([&] {
        const auto storage = s3_storage(trial.server, trial.threads);
        at_a_time(trial.threads, trial.count, [&](unsigned number) {
            storage->put({"benchmark", trial.key("store", number)}, *source_from(trial.body), {});
        });
        return 0.0;
    });
}

Cost store_down(const Trial& trial) {
    return cost_of([&] {
        const auto storage = s3_storage(trial.server, trial.threads);
        at_a_time(trial.threads, trial.count, [&](unsigned number) {
            HashingSink sink;
            storage->get({"benchmark", trial.key("store", number)}, sink);
            sink.hasher.finish();
        });
        return 0.0;
    });
}

Cost boto3(const Trial& trial, const std::string& direction) {
    return cost_of_program({"python3", trial.peers + "/boto3_objects", direction, trial.server,
                            fmt::format("boto{}", trial.round), std::to_string(trial.count),
                            std::to_string(trial.size), std::to_string(trial.threads)});
}

const std::vector<std::string> rclone_options{
    "--transfers",     "16",       "--s3-no-head", "--s3-no-check-bucket",
    "--no-check-dest", "--config", "/dev/null",    "--quiet"};

Cost rclone(const Trial& trial, std::vector<std::string> what) {
    std::vector<std::string> command{"rclone", "copy"};
    command.insert(command.end(), rclone_options.begin(), rclone_options.end());
    command.insert(command.end(), what.begin(), what.end());
    return cost_of_program(command, {{"RCLONE_S3_PROVIDER", "Other"},
                                     {"RCLONE_S3_ENDPOINT", trial.server},
                                     {"RCLONE_S3_ACCESS_KEY_ID", "benchmark"},
                                     {"RCLONE_S3_SECRET_ACCESS_KEY", "benchmark"}});
}

// What one way costs with each.
struct Costs {
    Cost bare, store;
    Cost alike;  // the whole of Outfield, with no more requests and files than the bare loop's
    Cost whole;  // and as it is used: with the question whether an object stands, into files
    Cost boto, rclone;
};

class Rows {
  public:
    Rows(const std::string& way, const std::string& alike, const std::string& whole)
        : store_(way + ": CPU of the store alone / bare loop", at_most(1.5)),
          alike_(way + ": CPU of " + alike + " / bare loop", at_most(3)),
          whole_(way + ": CPU of " + whole + " / bare loop", at_most(3)),
          boto_(way + ": objects per second of " + whole + " / boto3", at_least(8)),
          rclone_(way + ": objects per second of " + whole + " / rclone copy", at_least(1)) {}

    void add(double count, const Costs& costs) {
        const auto& [bare, store, alike, whole, boto, rclone] = costs;
        store_.add(
            store.cpu / bare.cpu,
            fmt::format("{:.0f} and {:.0f} us an object, {:.0f} and {:.0f} objects/s", store.cpu_each(count),
                        bare.cpu_each(count), count / store.seconds, count / bare.seconds));
        add_cpu(alike_, alike, bare, count);
        add_cpu(whole_, whole, bare, count);
        boto_.add(boto.answer / whole.seconds,
                  fmt::format("{:.0f} and {:.0f} objects/s; boto3 {:.0f} us of CPU an object",
                              count / whole.seconds, count / boto.answer, boto.cpu_each(count)));
        rclone_.add(rclone.seconds / whole.seconds,
                    fmt::format("{:.0f} and {:.0f} objects/s; rclone {:.0f} us of CPU an object",
                                count / whole.seconds, count / rclone.seconds, rclone.cpu_each(count)));
    }
    void print() const {
        for (const auto* row : {&store_, &alike_, &whole_, &boto_, &rclone_}) row->print();
    }

  private:
    static void add_cpu(Row& row, const Cost& ours, const Cost& bare, double count) {
        row.add(ours.cpu / bare.cpu,
                fmt::format("{:.0f} and {:.0f} us an object", ours.cpu_each(count), bare.cpu_each(count)));
    }

    Row store_, alike_, whole_, boto_, rclone_;
};

void measure(Trial trial, unsigned rounds) {
    Rows up("up", "`outfield import` with verify off", "`outfield import`");
    Rows down("down", "BinaryFields", "BinaryFields into files");
    for (trial.round = 0; trial.round < rounds; ++trial.round) {
        const ImportTrial trusting(trial.outfield, trial.server, trial.count, trial.size, "off");
        const ImportTrial import(trial.outfield, trial.server, trial.count, trial.size, "on");
        const auto bucket = fmt::format(":s3:benchmark/rclone{}", trial.round);
        up.add(trial.count, {bare_up(trial), store_up(trial), trusting.import(), import.import(),
                             boto3(trial, "put"), rclone(trial, {import.tree(), bucket})});
        down.add(trial.count, {bare_down(trial), store_down(trial),
                               import.read_back(trial.threads, ImportTrial::Into::memory),
                               import.read_back(trial.threads, ImportTrial::Into::files), boto3(trial, "get"),
                               rclone(trial, {"--no-traverse", "--files-from-raw", import.names(), bucket,
                                              import.fresh_folder()})});
    }
    up.print();
    down.print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("small-objects-s3", [&] {
        Trial trial{arguments.number("--count", 5000), arguments.number("--size", 10240),
                    arguments.number("--at-a-time", 16)};
        trial.outfield = arguments.text("--outfield", "outfield");
        trial.peers = BENCHMARKS_DIRECTORY "/peers";
        measure(trial, arguments.number("--rounds", 3));
    });
}
