// One large object to and from a server, against curl on the same server, hashing included; and the memory it
// takes.
#include <fmt/format.h>
#include <outfield/time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fields/reading.h"
#include "report.h"
#include "stores.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(large_objects [--server radosgw|nginx|PROFTPD|VSFTPD] [--multipart on|off] [--gib 2] [--rounds 3] [--forget COMMAND]

The rate of Storage::put from a file and of a verified read against `curl -T` and `curl -o /dev/null`. The file is sparse:
reading it costs curl and the store the same, and little. COMMAND makes the server give up the memory of deleted objects.
)";

namespace {

// How to call curl for one server, its credentials in a file rather than in the arguments.
class Curl {
  public:
    explicit Curl(const std::filesystem::path& file) : config_(file.string() + ".curl") {}
    ~Curl() { std::filesystem::remove(config_); }
    Curl(const Curl&) = delete;
    Curl& operator=(const Curl&) = delete;

    void user(const std::string& name, const std::string& password) const {
        std::ofstream(config_) << fmt::format("user = \"{}:{}\"\n", name, password);
        std::filesystem::permissions(config_, std::filesystem::perms::owner_read);
    }
    Cost run(std::vector<std::string> arguments) const {
        std::vector<std::string> command{"curl", "--silent", "--show-error", "--fail"};
        if (std::filesystem::exists(config_)) command.insert(command.end(), {"--config", config_.string()});
        command.insert(command.end(), arguments.begin(), arguments.end());
        return cost_of_program(command);
    }

  private:
    std::filesystem::path config_;
};

struct Trial {
    std::string server, forget;
    bool multipart;
    std::uint64_t size;
    std::filesystem::path file = fmt::format("/dev/shm/outfield-benchmark.{}", ::getpid());
    ObjectAddress address{fmt::format("large{}", now().time_since_epoch().count()), "object"};

    bool radosgw() const { return server == "radosgw"; }
    bool nginx() const { return server == "nginx"; }
    std::unique_ptr<Storage> storage() const {
        if (radosgw()) return radosgw_storage(multipart);
        if (nginx()) return s3_storage(server_variable("OUTFIELD_TEST_NGINX_URL"), 32, false);
        return ftp_storage(server, 4);
    }
    std::string variable(const char* name) const {
        return server_variable("OUTFIELD_TEST_FTP_" + server + name);
    }
    std::string curl_url(const char* method) const {
        if (radosgw()) return signed_url(*storage(), method, address);
        const auto base = nginx() ? server_variable("OUTFIELD_TEST_NGINX_URL") : variable("_URL");
        return fmt::format("{}/{}/{}", base, address.container, address.key);
    }
};

void remove(const Trial& trial) {
    cost_of([&] {
        trial.storage()->remove(trial.address);
        return 0.0;
    });
    if (!trial.forget.empty()) cost_of_program({"sh", "-c", trial.forget + " >/dev/null"});
}

Cost curl_up(const Trial& trial, const Curl& curl) {
    return curl.run({"-H", "Expect:", "-T", trial.file.string(), trial.curl_url("PUT")});
}

Cost curl_down(const Trial& trial, const Curl& curl) {
    return curl.run({"-o", "/dev/null", trial.curl_url("GET")});
}

Cost store_up(const Trial& trial, const std::filesystem::path& hash) {
    return cost_of([&] {
        const auto stored = trial.storage()->put(trial.address, *source_from_file(trial.file), {});
        std::ofstream(hash) << to_hex(stored.sha256);
        return 0.0;
    });
}

Cost store_down(const Trial& trial, const std::filesystem::path& hash) {
    class Nothing final : public ByteSink {
        void write(Bytes) override {}
    };
    return cost_of([&] {
        std::string hex;
        std::ifstream(hash) >> hex;
        Attachment attachment;
        attachment.container = trial.address.container;
        attachment.key = trial.address.key;
        attachment.size = trial.size;
        attachment.sha256 = sha256_from_hex(hex).value();
        Nothing sink;
        read_verified(*trial.storage(), attachment, sink, {});
        return 0.0;
    });
}

void prepare(const Trial& trial, const Curl& curl) {
    if (!trial.radosgw() && !trial.nginx())
        curl.user(trial.variable("_USERNAME"), trial.variable("_PASSWORD"));
    std::ofstream(trial.file).close();
    std::filesystem::resize_file(trial.file, trial.size);
    if (!trial.nginx())
        cost_of([&] {
            trial.storage()->create_container(trial.address.container);
            return 0.0;
        });
}

std::string rates(const Trial& trial, const Cost& ours, const Cost& curl) {
    const auto rate = [&](const Cost& cost) { return static_cast<double>(trial.size) / 1e6 / cost.seconds; };
    const auto per_gib = [&](const Cost& cost) {
        return cost.cpu / (static_cast<double>(trial.size) / (1 << 30));
    };
    return fmt::format("{:.0f} and {:.0f} MB/s, {:.2f} and {:.2f} s of CPU a GiB", rate(ours), rate(curl),
                       per_gib(ours), per_gib(curl));
}

void measure(const Trial& trial, unsigned rounds) {
    const auto name = fmt::format("{} GiB, {}{}", trial.size >> 30U, trial.server,
                                  trial.radosgw() ? trial.multipart ? " in parts" : " in one PUT" : "");
    const auto goal = trial.nginx() ? no_goal() : at_least(0.8);
    Row up(name + ", up: rate / curl -T", goal), down(name + ", down: rate / curl -o", goal);
    Row peak(name + ": peak memory", at_most(64), "MiB");
    const Curl curl(trial.file);
    prepare(trial, curl);
    const auto hash = trial.file.string() + ".hash";
    for (unsigned round = 0; round < rounds; ++round) {
        const auto plain_up = curl_up(trial, curl);
        remove(trial);
        const auto ours_up = store_up(trial, hash);
        const auto plain_down = curl_down(trial, curl);
        const auto ours_down = store_down(trial, hash);
        remove(trial);
        up.add(plain_up.seconds / ours_up.seconds, rates(trial, ours_up, plain_up));
        down.add(plain_down.seconds / ours_down.seconds, rates(trial, ours_down, plain_down));
        peak.add(static_cast<double>(std::max(ours_up.peak, ours_down.peak)) / (1 << 20),
                 fmt::format("up {}, down {}", mib(ours_up.peak), mib(ours_down.peak)));
    }
    std::filesystem::remove(hash);
    std::filesystem::remove(trial.file);
    up.print();
    down.print();
    peak.print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("large-objects", [&] {
        measure(
            {arguments.text("--server", "radosgw"), arguments.text("--forget", ""),
             arguments.text("--multipart", "on") == "on", std::uint64_t{arguments.number("--gib", 2)} << 30U},
            arguments.number("--rounds", 3));
    });
}
