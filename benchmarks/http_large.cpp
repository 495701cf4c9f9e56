// Large values through the server to and from S3, against curl straight to the S3 server; and the memory that
// many at once take.
#include <fmt/format.h>
#include <outfield/time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "report.h"
#include "served_trial.h"
#include "stores.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(http_large [--gib 2] [--many 64] [--mb 100] [--rounds 3] [--forget COMMAND] [--outfield PROGRAM]

Each round: `curl -T` and `curl -o /dev/null` of one large value, straight to radosgw and through the server; then so many
transfers of so many MB at once through the server, up and down. The file is sparse: reading it costs little.
COMMAND makes the S3 server give up the memory of deleted objects. The catalog is in /dev/shm.
)";

namespace {

namespace fs = std::filesystem;

struct Trial {
    std::string forget, outfield;
    std::uint64_t size, many, many_size;
    fs::path file = fmt::format("/dev/shm/outfield-benchmark.{}", ::getpid());
    ObjectAddress address{fmt::format("straight{}", now().time_since_epoch().count()), "object"};

    std::string straight(const char* method) const {
        return signed_url(*radosgw_storage(true), method, address);
    }
};

// Transfers at once, by one process; throws unless all bytes went.
Cost curl(const std::string& direction, const std::vector<std::string>& urls, const std::string& cookie,
          const fs::path& file, std::uint64_t size) {
    const fs::path config = file.string() + ".curl";
    std::ofstream text(config);
    text << "silent\nshow-error\nfail\nparallel\nparallel-immediate\nparallel-max = 300\nheader = "
            "\"Expect:\"\n"
         << (cookie.empty() ? "" : fmt::format("header = \"Cookie: {}\"\n", cookie));
    for (const auto& url : urls) {
        text << "url = \"" << url << "\"\nwrite-out = \"%{size_" << direction
             << "}\\n\"\noutput = \"/dev/null\"\n";
        if (direction == "upload") text << "upload-file = \"" << file.string() << "\"\n";
    }
    text.close();
    const auto cost = cost_of_program({"sh", "-c",
                                       fmt::format("set -e; sizes=$(curl --config {}); echo \"$sizes\" | awk "
                                                   "'{{ all += $1 }} END {{ printf \"%.0f\", all }}'",
                                                   config.string())});
    fs::remove(config);
    if (cost.answer != static_cast<double>(size) * static_cast<double>(urls.size()))
        throw std::runtime_error(fmt::format("{} bytes went as {} and not all", cost.answer, direction));
    return cost;
}

void give_up_straight(const Trial& trial) {
    cost_of_program({"curl", "--silent", "--show-error", "--fail", "-X", "DELETE", trial.straight("DELETE")});
}

void give_up(const Trial& trial, const ServedTrial& served, const std::vector<std::string>& records) {
    HttpClient client(served.port());
    for (const auto& record : records) client.exchange(served.head("DELETE", served.path(record, "s3"), 0));
    served.collect();
    if (!trial.forget.empty()) cost_of_program({"sh", "-c", trial.forget + " >/dev/null"});
}

void sparse_file(const fs::path& file, std::uint64_t size) {
    std::ofstream(file).close();
    fs::resize_file(file, size);
}

std::string rates(const Trial& trial, const Cost& ours, const Cost& straight, double cpu) {
    const auto rate = [&](const Cost& cost) { return static_cast<double>(trial.size) / 1e6 / cost.seconds; };
    return fmt::format("{:.0f} and {:.0f} MB/s, {:.2f} s of the server's CPU a GiB", rate(ours),
                       rate(straight), cpu / (static_cast<double>(trial.size) / (1 << 30)));
}

struct OneLarge {
    Row up, down;

    void round(const Trial& trial, const ServedTrial& served) {
        sparse_file(trial.file, trial.size);
        const auto record = served.create_record();
        measure(trial, served, record, "upload", "PUT", up);
        measure(trial, served, record, "download", "GET", down);
        give_up_straight(trial);
        give_up(trial, served, {record});
    }

  private:
    static void measure(const Trial& trial, const ServedTrial& served, const std::string& record,
                        const char* direction, const char* method, Row& row) {
        const auto straight = curl(direction, {trial.straight(method)}, "", trial.file, trial.size);
        const auto before = served.process().cpu();
        const auto ours =
            curl(direction, {served.url(record, "s3")}, served.cookie(), trial.file, trial.size);
        row.add(straight.seconds / ours.seconds,
                rates(trial, ours, straight, served.process().cpu() - before));
    }
};

struct Many {
    Row peak;

    void round(const Trial& trial, const ServedTrial& served) {
        sparse_file(trial.file, trial.many_size);
        std::vector<std::string> records, urls;
        for (std::uint64_t i = 0; i < trial.many; ++i) {
            records.push_back(served.create_record());
            urls.push_back(served.url(records.back(), "s3"));
        }
        std::uint64_t peaks[2];
        double rate[2];
        for (const int down : {0, 1}) {
            served.process().forget_peak();
            const auto cost =
                curl(down ? "download" : "upload", urls, served.cookie(), trial.file, trial.many_size);
            peaks[down] = served.process().peak();
            rate[down] = static_cast<double>(trial.many * trial.many_size) / 1e6 / cost.seconds;
        }
        peak.add(static_cast<double>(std::max(peaks[0], peaks[1])) / (1 << 20),
                 fmt::format("up {} at {:.0f} MB/s, down {} at {:.0f} MB/s", mib(peaks[0]), rate[0],
                             mib(peaks[1]), rate[1]));
        give_up(trial, served, records);
    }
};

void measure(const Trial& trial, unsigned rounds) {
    const auto name = fmt::format("{} GiB", trial.size >> 30U);
    OneLarge one{Row(name + ", up: rate / curl -T straight", at_least(0.7)),
                 Row(name + ", down: rate / curl -o straight", at_least(0.7))};
    Many many{Row(
        fmt::format("{} of {} MB at once: the server's peak memory", trial.many, trial.many_size / 1'000'000),
        at_most(256), "MiB")};
    const ServedTrial served(trial.outfield, "/dev/shm", radosgw_server());
    cost_of([&] {
        radosgw_storage(true)->create_container(trial.address.container);
        return 0.0;
    });
    for (unsigned round = 0; round < rounds; ++round) {
        one.round(trial, served);
        many.round(trial, served);
    }
    fs::remove(trial.file);
    for (const auto* row : {&one.up, &one.down, &many.peak}) row->print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("http-large", [&] {
        measure({arguments.text("--forget", ""), arguments.text("--outfield", "outfield"),
                 std::uint64_t{arguments.number("--gib", 2)} << 30U, arguments.number("--many", 64),
                 std::uint64_t{arguments.number("--mb", 100)} * 1'000'000},
                arguments.number("--rounds", 3));
    });
}
