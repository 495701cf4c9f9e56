// A small value over HTTP, against nginx that serves the same bytes as a file.
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "report.h"
#include "served_trial.h"
#include "wrk.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(http_small [--size 10240] [--connections 64] [--seconds 5] [--rounds 3] [--outfield PROGRAM]

Each round: wrk on nginx, then on the server for the same value in the directory store and in the database store, with a
session that is checked on each request. nginx has as many processes as there are cores, sendfile and kept connections.
)";

namespace {

namespace fs = std::filesystem;

class Nginx {
  public:
    Nginx(const std::string& bytes, unsigned cores)
        : directory_(fmt::format("/dev/shm/outfield-nginx.{}", ::getpid())) {
        fs::create_directories(directory_);
        std::ofstream(directory_ / "value") << bytes;
        configure(cores);
        process_ = std::make_unique<Background>(
            std::vector<std::string>{"/usr/sbin/nginx", "-p", directory_, "-c", directory_ / "nginx.conf"});
        await();
    }
    ~Nginx() {
        process_.reset();
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    std::string url() const { return fmt::format("http://127.0.0.1:{}/value", port_); }

  private:
    void configure(unsigned cores) {
        port_ = static_cast<std::uint16_t>(
            std::stoul(output_of({BENCHMARKS_DIRECTORY "/../tests/servers/free-ports", "1"})));
        std::ofstream(directory_ / "nginx.conf")
            << (::getuid() == 0 ? "user root;\n" : "") << "daemon off;\nworker_processes " << cores
            << ";\npid " << (directory_ / "pid").string() << ";\nerror_log "
            << (directory_ / "error.log").string()
            << " warn;\nevents { worker_connections 4096; }\n"
               "http {\n    access_log off;\n    tcp_nodelay on;\n    sendfile on;\n    keepalive_timeout "
               "300s;\n"
               "    keepalive_requests 100000000;\n    client_body_temp_path "
            << (directory_ / "unused").string() << ";\n    server {\n        listen 127.0.0.1:" << port_
            << " backlog=1024;\n        root " << directory_.string() << ";\n    }\n}\n";
    }
    void await() const {
        for (int attempt = 0; attempt < 500; ++attempt) {
            try {
                const HttpClient client(port_);
                return;
            } catch (const std::exception&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        }
        throw std::runtime_error("nginx does not answer");
    }

    fs::path directory_;
    std::uint16_t port_ = 0;
    std::unique_ptr<Background> process_;
};

struct Way {
    std::string field;
    Row row;
};

void measure(const std::string& outfield, unsigned size, const Wrk& wrk, unsigned rounds) {
    const std::string bytes(size, 'x');
    const Nginx nginx(bytes, std::max(1U, std::thread::hardware_concurrency()));
    const ServedTrial trial(outfield, "/dev/shm");
    const auto record = trial.create_record();
    Way ways[] = {{"directory", Row("directory store: requests per second / nginx", at_least(0.7))},
                  {"database", Row("database store: requests per second / nginx", at_least(0.4))}};
    HttpClient client(trial.port());
    for (const auto& way : ways) {
        const auto path = trial.path(record, way.field);
        client.exchange(trial.head("PUT", path, size) + bytes);
        if (client.exchange(trial.head("GET", path, 0)) != bytes)
            throw std::runtime_error("another value came back");
    }
    for (unsigned round = 0; round < rounds; ++round) {
        const auto plain = load(wrk, nginx.url(), "");
        for (auto& way : ways) {
            const auto before = trial.process().cpu();
            const auto ours = load(wrk, trial.url(record, way.field), trial.cookie());
            way.row.add(
                ours.rate / plain.rate,
                fmt::format("{:.0f} and {:.0f} requests/s, {:.0f} us of CPU each, p99 {:.1f} and {:.1f} ms",
                            ours.rate, plain.rate, (trial.process().cpu() - before) / ours.requests * 1e6,
                            ours.slowest, plain.slowest));
        }
    }
    for (const auto& way : ways) way.row.print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("http-small", [&] {
        measure(arguments.text("--outfield", "outfield"), arguments.number("--size", 10240),
                {2, arguments.number("--connections", 64), arguments.number("--seconds", 5)},
                arguments.number("--rounds", 3));
    });
}
