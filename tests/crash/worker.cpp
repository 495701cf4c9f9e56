// torture_worker VERB CATALOG KEY ENVIRONMENT JOURNALS NAME FIELDS CONTAINERS: one process of
// tests/crash/torture. VERB is write, read, move, import or collect, until it is killed, or verify; FIELDS
// and CONTAINERS are separated by commas.
#include <fmt/format.h>
#include <outfield/instance.h>

#include <functional>
#include <span>
#include <sstream>

#include "verification.h"
#include "workload.h"

namespace {

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, ',');) parts.push_back(part);
    return parts;
}

int run(std::span<char*> arguments) {
    const std::string verb = arguments[1], name = arguments[6];
    auto instance =
        outfield::Instance::open(arguments[2], arguments[3], {std::chrono::seconds(2), arguments[4]});
    const std::filesystem::path journals = arguments[5];
    if (verb == "verify") return torture::verify(instance, journals) ? 0 : 1;
    torture::Journal journal(journals / name);
    torture::Work work{instance,
                       journal,
                       name,
                       split(arguments[7]),
                       split(arguments[8]),
                       journals.parent_path() / "trees",
                       std::minstd_rand(static_cast<unsigned>(std::hash<std::string>{}(name)))};
    try {
        if (verb == "write") torture::write_for_ever(work);
        if (verb == "read") torture::read_for_ever(work);
        if (verb == "move") torture::move_for_ever(work);
        if (verb == "import") torture::import_for_ever(work);
        if (verb == "collect") torture::collect_for_ever(work);
    } catch (const std::exception& error) {
        journal.fail(verb + ": " + error.what());
        throw;
    }
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 9) {
        fmt::print(stderr, "torture_worker is started by tests/crash/torture\n");
        return 2;
    }
    try {
        return run(std::span(argv, static_cast<std::size_t>(argc)));
    } catch (const std::exception& error) {
        fmt::print(stderr, "torture_worker {}: {}\n", argv[1], error.what());
        return 3;
    }
}
