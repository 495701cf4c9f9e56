#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/finding_file.h"
#include "cli/interrupts.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/upkeep.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string container, save;
};

std::string sentence(const CheckTotals& totals) {
    if (totals.sound())
        return fmt::format("Sound: {} values and {} objects, and each has the other.", totals.values,
                           totals.objects);
    return fmt::format(
        "{} values, {} objects: {} missing, {} of the wrong size, {} strays, {} unfinished uploads, {} out "
        "of reach.",
        totals.values, totals.objects, totals.missing, totals.wrong_size, totals.strays, totals.unfinished,
        totals.out_of_reach);
}

void check(Session& session, const Options& options) {
    const InterruptWatch watch;
    auto& instance = session.instance();
    const auto container = options.container.empty() ? 0 : instance.containers().get(options.container).id;
    std::optional<FindingWriter> file;
    if (!options.save.empty()) file.emplace(options.save);
    const auto show = [&](const Finding& finding) {
        if (file) file->add(finding);
        if (session.json) return session.print(to_json(finding));
        session.print(fmt::format("{:<12} {}/{}{}{}  {}\n", to_string(finding.kind), finding.configuration,
                                  shown(finding.container), finding.key.empty() ? "" : "/",
                                  shown(finding.key), finding.words));
    };
    const auto totals =
        instance.checker().check(container, show, [](const CheckTotals&) { InterruptWatch::check(); });
    if (file) file->finish();
    if (!totals.sound()) session.exit_code = exit_failed;
    session.report(sentence(totals), to_json(totals));
    if (totals.strays + totals.unfinished > 0 && options.save.empty())
        session.note(
            "Strays: 'outfield check --save strays.json', then 'outfield stray remove strays.json' or "
            "'outfield stray adopt strays.json'");
}

}  // namespace

void add_check(Command& program) {
    auto options = std::make_shared<Options>();
    program.command("check", "Compare the catalog with the stores, both ways")
        .details(
            "Finds values whose object is missing or has another size, objects and unfinished uploads that "
            "no "
            "row names, and what could not be asked. Changes nothing. The exit code is 1 when anything was "
            "found.")
        .optional_argument("CONTAINER", options->container, "Only this bucket or directory")
        .option("--save", options->save, "FILE", "Also write the findings to FILE, for 'outfield stray'")
        .example("outfield check")
        .example("outfield check sale-docs --save strays.json")
        .runs([options](Session& session) { check(session, *options); });
}

}  // namespace outfield::cli
