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

class Rows {
  public:
    explicit Rows(const std::string& way, const std::string& whole)
        : store_(way + ": CPU of the store alone / bare loop", at_most(1.5)),
          whole_(way + ": CPU of " + whole + " / bare loop", at_most(3)),
          boto_(way + ": objects per second of " + whole + " / boto3", at_least(8)),
          rclone_(way + ": objects per second of " + whole + " / rclone copy", at_least(1)) {}

    void add(double count, const Cost& bare, const Cost& store, const Cost& whole, const Cost& boto,
             const Cost& rclone) {
        store_.add(
            store.cpu / bare.cpu,
            fmt::format("{:.0f} and {:.0f} us an object, {:.0f} and {:.0f} objects/s", store.cpu_each(count),
                        bare.cpu_each(count), count / store.seconds, count / bare.seconds));
        whole_.add(whole.cpu / bare.cpu, fmt::format("{:.0f} and {:.0f} us an object", whole.cpu_each(count),
                                                     bare.cpu_each(count)));
        boto_.add(boto.answer / whole.seconds,
                  fmt::format("{:.0f} and {:.0f} objects/s; boto3 {:.0f} us of CPU an object",
                              count / whole.seconds, count / boto.answer, boto.cpu_each(count)));
        rclone_.add(rclone.seconds / whole.seconds,
                    fmt::format("{:.0f} and {:.0f} objects/s; rclone {:.0f} us of CPU an object",
                                count / whole.seconds, count / rclone.seconds, rclone.cpu_each(count)));
    }
    void print() const {
        for (const auto* row : {&store_, &whole_, &boto_, &rclone_}) row->print();
    }

  private:
    Row store_, whole_, boto_, rclone_;
};

void measure(Trial trial, unsigned rounds) {
    Rows up("up", "`outfield import`"), down("down", "BinaryFields into files");
    for (trial.round = 0; trial.round < rounds; ++trial.round) {
        ImportTrial import(trial.outfield, trial.server, trial.count, trial.size);
        const auto bare = bare_up(trial);
        const auto store = store_up(trial);
        const auto whole = import.import();
        const auto boto = boto3(trial, "put");
        const auto bucket = fmt::format(":s3:benchmark/rclone{}", trial.round);
        up.add(trial.count, bare, store, whole, boto, rclone(trial, {import.tree(), bucket}));

        const auto bare_read = bare_down(trial);
        const auto store_read = store_down(trial);
        const auto whole_read = import.read_back(trial.threads);
        const auto boto_read = boto3(trial, "get");
        down.add(trial.count, bare_read, store_read, whole_read, boto_read,
                 rclone(trial, {"--no-traverse", "--files-from-raw", import.names(), bucket,
                                import.fresh_folder()}));
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
