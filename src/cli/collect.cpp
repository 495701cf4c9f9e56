#include <fmt/format.h>
#include <outfield/time.h>

#include <boost/json.hpp>
#include <memory>

#include "base/plural.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/interrupts.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/upkeep.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string revisit = "1h";
};

std::string sentence(const Collection& done, const Waiting& waiting) {
    auto text = fmt::format("Removed {} ({})", done.removed, human_size(done.removed_bytes));
    if (done.failed > 0) text += fmt::format("; {} could not be removed", done.failed);
    text += ".";
    if (done.revisited > 0)
        text += fmt::format(" What {} had left was removed a first time.",
                            plural(done.revisited, "given-up upload"));
    if (waiting.values > 0)
        text += fmt::format(" {} ({}) {} kept for {} retention.", waiting.values, human_size(waiting.bytes),
                            waiting.values == 1 ? "is" : "are", waiting.values == 1 ? "its" : "their");
    if (waiting.uploads > 0)
        text += fmt::format(" {} {} under way or given up and watched.", plural(waiting.uploads, "upload"),
                            waiting.uploads == 1 ? "is" : "are");
    if (waiting.next && *waiting.next > now())
        text += fmt::format(" The next can be removed at {} UTC.", to_string(*waiting.next));
    return text;
}

void report(Session& session, const Collection& done) {
    if (done.failed > 0) session.exit_code = exit_failed;
    for (const auto& fault : done.faults) session.note(shown(fault, 2000));
    const auto waiting = session.instance().containers().waiting();
    session.report(sentence(done, waiting), to_json(done, waiting));
}

void collect(Session& session, const Options& options) {
    const InterruptWatch watch;
    CollectOptions how;
    how.revisit = parse_duration(options.revisit, "--revisit");
    Collection so_far;
    try {
        so_far = session.instance().collector().collect(how, [&](const Collection& done) {
            so_far = done;
            InterruptWatch::check();
        });
    } catch (const Interrupted&) {
        report(session, so_far);
        throw;
    }
    report(session, so_far);
}

}  // namespace

void add_collect(Command& program) {
    auto options = std::make_shared<Options>();
    program.command("collect", "Remove what no record needs any more")
        .details(
            "Replaced and deleted values past their container's retention, and what failed uploads left "
            "behind. Run it from cron, as often as you like, on as many machines as you like.")
        .option(
            "--revisit", options->revisit, "AGE",
            "How long an upload that this run gives up is watched, because it may still land; 1h when left "
            "out")
        .example("outfield collect")
        .runs([options](Session& session) { collect(session, *options); });
}

}  // namespace outfield::cli
