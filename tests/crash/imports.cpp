#include <fstream>

#include "content.h"
#include "importing/import.h"
#include "instance/rooms.h"
#include "workload.h"

namespace torture {
namespace {

namespace fs = std::filesystem;
using outfield::importing::Fault;

constexpr int files_of_a_step = 12;

// New files in a tree that all importers share. Each appears whole, because another one may be reading the
// tree.
std::vector<std::string> add_files(Work& work, const fs::path& tree, std::uint64_t& count) {
    std::vector<std::string> tokens;
    for (int file = 0; file < files_of_a_step; ++file) {
        const auto token = work.name + "-" + std::to_string(++count);
        const auto draft = work.directory / (token + ".draft");
        std::ofstream(draft, std::ios::binary) << content_of(token);
        work.journal.begin("write", token + ".bin", tree.filename(), token);
        fs::rename(draft, tree / (token + ".bin"));
        tokens.push_back(token);
    }
    return tokens;
}

// Whether every file of the tree is a record now. Of the stores only such faults are expected as the others
// cause.
bool import_all(Work& work, const fs::path& tree) {
    const outfield::Rooms rooms(work.instance);
    outfield::importing::Request request{model, tree.filename(), tree, "name", {}, {}};
    request.transfers = 4;
    outfield::importing::Import import(rooms.catalog(), work.instance.registry(), rooms.staging(),
                                       rooms.placement(), request);
    const std::atomic<bool> stop = false;
    const auto fault = [&](const Fault& found) {
        const outfield::Error error(found.kind, found.reason);
        if (!is_harmless(error)) work.journal.fail("import of " + found.path.string() + ": " + found.reason);
    };
    return import.run(fault, stop).failed == 0;
}

}  // namespace

void Importer::step() {
    const auto& field = work_.fields[work_.random() % work_.fields.size()];
    const auto tree = work_.directory / field;
    fs::create_directories(tree);
    const auto tokens = add_files(work_, tree, count_);
    if (!import_all(work_, tree)) return;
    for (const auto& token : tokens) {
        work_.journal.done("write", token + ".bin", field, token);
        fs::remove(tree / (token + ".bin"));
    }
}

}  // namespace torture
