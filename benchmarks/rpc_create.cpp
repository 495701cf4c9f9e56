// XML-RPC `create` of an attachment in the database store.
#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "report.h"
#include "served_trial.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(rpc_create [--count 5000] [--size 10240] [--clients 8] [--directory DIR] [--rounds 3] [--outfield PROGRAM]

So many calls of execute_kw that create an ir.attachment, from one client and from several, whose requests stand ready as
bytes. The catalog is in memory (/dev/shm), so that no disk's fsync is measured; without a goal also with the catalog in
DIR (default: the temporary directory), which should be on a real disk.
)";

namespace {

struct Calls {
    unsigned count, size;
};

struct Rate {
    double per_second = 0, cpu = 0;  // milliseconds of the server's, each
};

Rate create(const ServedTrial& trial, unsigned clients, const Calls& calls) {
    const auto request =
        trial.create_call("ir.attachment", text_member("name", "note.txt") +
                                               bytes_member("datas", std::string(calls.size, 'x')));
    const auto before = trial.process().cpu();
    const auto cost = cost_of([&] {
        at_a_time(clients, clients, [&](unsigned) {
            HttpClient client(trial.port());
            for (unsigned i = 0; i < calls.count / clients; ++i)
                if (client.exchange(request).find("<int>") == std::string::npos)
                    throw std::runtime_error("no record was created");
        });
        return 0.0;
    });
    const double count = calls.count / clients * clients;
    return {count / cost.seconds, (trial.process().cpu() - before) / count * 1e3};
}

std::string figures(const Rate& rate) {
    return fmt::format("{:.2f} ms of the server's CPU each", rate.cpu);
}

struct Rows {
    Row one, many, cpu;

    void add(const Rate& single, const Rate& several) {
        one.add(single.per_second, figures(single));
        many.add(several.per_second, figures(several));
        cpu.add(std::max(single.cpu, several.cpu),
                fmt::format("from one client {:.2f} ms, from several {:.2f} ms", single.cpu, several.cpu));
    }
};

void measure(const std::string& outfield, const std::string& disk, unsigned clients, const Calls& calls,
             unsigned rounds) {
    const auto several = fmt::format("{} clients", clients);
    Rows memory{Row("catalog in memory: from one client", at_least(1000), "/s"),
                Row("catalog in memory: from " + several, at_least(3000), "/s"),
                Row("catalog in memory: the server's CPU each", at_most(0.5), "ms")};
    Rows on_disk{Row("catalog on disk: from one client", no_goal(), "/s"),
                 Row("catalog on disk: from " + several, no_goal(), "/s"),
                 Row("catalog on disk: the server's CPU each", no_goal(), "ms")};
    for (unsigned round = 0; round < rounds; ++round)
        for (auto* rows : {&memory, &on_disk}) {
            const ServedTrial trial(outfield, rows == &memory ? "/dev/shm" : disk);
            create(trial, clients, {100, calls.size});
            const auto single = create(trial, 1, calls);
            rows->add(single, create(trial, clients, {2 * calls.count, calls.size}));
        }
    for (const auto* rows : {&memory, &on_disk})
        for (const auto* row : {&rows->one, &rows->many, &rows->cpu}) row->print();
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("rpc-create", [&] {
        measure(arguments.text("--outfield", "outfield"),
                arguments.text("--directory", std::filesystem::temp_directory_path()),
                arguments.number("--clients", 8),
                {arguments.number("--count", 5000), arguments.number("--size", 10240)},
                arguments.number("--rounds", 3));
    });
}
