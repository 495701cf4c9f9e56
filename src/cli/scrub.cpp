#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "base/plural.h"
#include "base/text.h"
#include "cli/byte_count.h"
#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/interrupts.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/text.h"
#include "documents/upkeep.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string not_since = "30d";
    std::optional<std::string> most_values, most_bytes, rate;
};

ScrubOptions scrub_options(const Options& options) {
    ScrubOptions how;
    how.not_since = parse_duration(options.not_since, "--not-since");
    if (options.most_values) how.most_values = parse_byte_count(*options.most_values, "--values");
    if (options.most_bytes) how.most_bytes = parse_byte_count(*options.most_bytes, "--bytes");
    if (options.rate) how.bytes_per_second = parse_byte_count(*options.rate, "--rate");
    return how;
}

void scrub(Session& session, const Options& options) {
    const InterruptWatch watch;
    auto done = session.instance().scrubber().scrub(scrub_options(options),
                                                    [](const ScrubTotals&) { InterruptWatch::check(); });
    done.faults.insert(done.faults.end(), done.obstacles.begin(), done.obstacles.end());
    for (const auto& fault : done.faults) session.note(shown(fault, 2000));
    if (done.damaged + done.out_of_reach > 0) session.exit_code = exit_failed;
    session.report(
        fmt::format("{} ({}) {} whole; {} damaged, {} out of reach.{}", plural(done.whole, "value"),
                    human_size(done.whole_bytes), done.whole == 1 ? "is" : "are", done.damaged,
                    done.out_of_reach, done.damaged > 0 ? " Next: outfield repair" : ""),
        to_json(done));
}

void repair(Session& session) {
    const InterruptWatch watch;
    const auto done =
        session.instance().scrubber().repair([](const RepairTotals&) { InterruptWatch::check(); });
    for (const auto& fault : done.faults) session.note(shown(fault, 2000));
    if (!done.beyond_repair.empty()) session.exit_code = exit_failed;
    const auto lost = fmt::format("{}", fmt::join(done.beyond_repair, ", "));
    session.report(
        fmt::format("Repaired {}; {} are whole after all; {} cannot be repaired{}{}.", done.repaired,
                    done.whole_again, done.beyond_repair.size(), lost.empty() ? "" : ": objects ", lost),
        boost::json::object{{"repaired", done.repaired},
                            {"whole_again", done.whole_again},
                            {"beyond_repair", boost::json::value_from(done.beyond_repair)},
                            {"faults", json_texts(done.faults)}});
}

}  // namespace

void add_scrub(Command& program) {
    auto options = std::make_shared<Options>();
    program.command("scrub", "Read stored values again and compare their SHA-256")
        .details(
            "Begins with the value that was verified the longest ago, so a run that is cut short, or that a "
            "limit ends, goes on the next time where it was. A damaged value is written down, and is not "
            "read "
            "out until it is repaired or found whole. What is out of reach counts for no limit: the "
            "others are read all the same.")
        .option("--not-since", options->not_since, "AGE",
                "Leave out what was verified since; 30d when left out")
        .option("--values", options->most_values, "N", "At most so many")
        .option("--bytes", options->most_bytes, "SIZE", "At most so many bytes")
        .option("--rate", options->rate, "SIZE", "At most so many bytes a second")
        .example("outfield scrub --bytes 200GiB --rate 50MiB")
        .example("outfield scrub --not-since 0")
        .runs([options](Session& session) { scrub(session, *options); });
}

void add_repair(Command& program) {
    program.command("repair", "Replace damaged values from good copies")
        .details(
            "Looks at each damaged value again; one that is damaged still is copied from another object with "
            "the same content (what a move left behind, or another record's value), or from an older "
            "version of it, where the bucket keeps versions.")
        .example("outfield repair")
        .runs([](Session& session) { repair(session); });
}

}  // namespace outfield::cli
