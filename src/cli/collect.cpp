#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/interrupts.h"
#include "cli/json.h"
#include "cli/session.h"
#include "cli/table.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string revisit = "1h";
};

void collect(Session& session, const Options& options) {
    const InterruptWatch watch;
    CollectOptions how;
    how.revisit = parse_duration(options.revisit, "--revisit");
    const auto done =
        session.instance().collector().collect(how, [](const Collection&) { InterruptWatch::check(); });
    if (done.failed > 0) session.exit_code = exit_failed;
    for (const auto& fault : done.faults) session.note(shown(fault));
    session.report(
        fmt::format("Removed {} ({}); {} given-up uploads wait for a second look; {} could not be removed.",
                    done.removed, human_size(done.removed_bytes), done.revisited, done.failed),
        boost::json::object{{"removed", done.removed},
                            {"removed_bytes", done.removed_bytes},
                            {"revisited", done.revisited},
                            {"failed", done.failed},
                            {"faults", json_texts(done.faults)}});
}

}  // namespace

void add_collect(Command& program) {
    auto options = std::make_shared<Options>();
    program.command("collect", "Remove what no record needs any more")
        .details(
            "Replaced and deleted values past their container's retention, and what failed uploads left "
            "behind. Run it from cron, as often as you like, on as many machines as you like.")
        .option("--revisit", options->revisit, "AGE",
                "How long a given-up upload is watched, because it may still land; 1h when left out")
        .example("outfield collect")
        .runs([options](Session& session) { collect(session, *options); });
}

}  // namespace outfield::cli
