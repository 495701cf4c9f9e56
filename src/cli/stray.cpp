#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "administration/unnamed_objects.h"
#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/finding_file.h"
#include "cli/interrupts.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string file;
    std::string older_than = "1d";
};

using Work = std::function<void(const Finding&, std::chrono::seconds grace)>;

bool stays_alone(ErrorKind kind) {
    return kind == ErrorKind::conflict || kind == ErrorKind::not_found || kind == ErrorKind::invalid;
}

// One that cannot be dealt with does not stop the others.
void each_stray(Session& session, const Options& options, std::string_view done_word, const Work& work) {
    const InterruptWatch watch;
    const auto grace = parse_duration(options.older_than, "--older-than");
    std::uint64_t done = 0, left = 0;
    read_findings(options.file, [&](const Finding& finding) {
        InterruptWatch::check();
        if (finding.kind != Finding::Kind::stray && finding.kind != Finding::Kind::unfinished) return;
        try {
            require_possible_key(finding.key);
            work(finding, grace);
            ++done;
        } catch (const Error& error) {
            if (!stays_alone(error.kind())) throw;
            ++left;
            session.note(shown(error.what(), 2000));
        }
    });
    session.report(fmt::format("{} {}, left {} as they are.", done_word, done, left),
                   boost::json::object{{"done", done}, {"left", left}});
}

void remove(Session& session, const Options& options) {
    auto& strays = session.instance().strays();
    each_stray(session, options, "Removed",
               [&](const Finding& finding, std::chrono::seconds grace) { strays.remove(finding, grace); });
}

void adopt(Session& session, const Options& options) {
    auto& strays = session.instance().strays();
    each_stray(session, options, "Adopted", [&](const Finding& finding, std::chrono::seconds grace) {
        const auto record = strays.adopt(finding, grace);
        session.note(fmt::format("ir.attachment,{} has {}", record, shown(finding.key)));
    });
}

}  // namespace

void add_stray(Command& program) {
    auto group = program.group("stray", "Objects in the stores that no record owns");
    group.example("outfield check --save strays.json").example("outfield stray adopt strays.json");
    auto options = std::make_shared<Options>();
    constexpr const char* file_help = "What 'outfield check --save FILE' wrote";
    constexpr const char* age_help = "Leave those that are younger; 1d when left out, 0 for none";
    group.command("remove", "Remove the strays and unfinished uploads that a check has found")
        .details("Only those in FILE, and only those that still are strays.")
        .argument("FILE", options->file, file_help)
        .option("--older-than", options->older_than, "AGE", age_help)
        .example("outfield stray remove strays.json")
        .runs([options](Session& session) { remove(session, *options); });
    group.command("adopt", "Give each stray object a record of its own (ir.attachment)")
        .details(
            "The objects stay where they are: for a database that was restored from a backup older than "
            "they.")
        .argument("FILE", options->file, file_help)
        .option("--older-than", options->older_than, "AGE", age_help)
        .example("outfield stray adopt strays.json")
        .runs([options](Session& session) { adopt(session, *options); });
}

}  // namespace outfield::cli
