#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>
#include <vector>

#include "base/plural.h"
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

// Why there are more objects than records' values.
std::string among(const CheckTotals& totals) {
    std::vector<std::string> parts;
    if (totals.condemned > 0) parts.push_back(plural(totals.condemned, "condemned value"));
    if (totals.under_way > 0) parts.push_back(plural(totals.under_way, "upload") + " under way or given up");
    if (parts.empty()) return "";
    const auto objects = totals.condemned + totals.under_way;
    return fmt::format(" Of the objects, {} {} to {}.", objects, objects == 1 ? "belongs" : "belong",
                       fmt::join(parts, " and "));
}

std::string sentence(const CheckTotals& totals) {
    const auto values = plural(totals.values, "value"), objects = plural(totals.objects, "object");
    if (totals.sound())
        return fmt::format("Sound: {} and {}, and each has the other.{}", values, objects, among(totals));
    return fmt::format("{}, {}: {} missing, {} of the wrong size, {}, {}, {} out of reach.{}", values,
                       objects, totals.missing, totals.wrong_size, plural(totals.strays, "stray"),
                       plural(totals.unfinished, "unfinished upload"), totals.out_of_reach, among(totals));
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
