#include "importing/import.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "base/plural.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/interrupts.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/values.h"
#include "documents/text.h"
#include "instance/rooms.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string model, directory, field, name_field, name;
    std::vector<std::string> set;
    std::size_t transfers = 16;
    bool changed = false, stop_on_error = false;
};

// The model's field "name", where it has one that holds text.
std::string name_field_of(const Registry& registry, const Options& options) {
    if (!options.name_field.empty()) return options.name_field;
    const auto* name = registry.model(options.model).find("name");
    const bool text = name && (name->type == FieldType::character || name->type == FieldType::text);
    return text ? "name" : "";
}

importing::Request request_of(const Registry& registry, const Options& options) {
    importing::Request request;
    request.model = options.model;
    request.field = options.field;
    request.directory = options.directory;
    request.name_field = name_field_of(registry, options);
    request.fixed = parse_values(registry, options.model, options.set);
    request.journal = options.name;
    request.transfers = options.transfers;
    request.changed = options.changed;
    request.stop_on_error = options.stop_on_error;
    if (options.name_field.empty() && request.fixed.contains(request.name_field)) request.name_field.clear();
    for (const auto& [name, value] : request.fixed)
        if (std::holds_alternative<Upload>(value))
            throw Error(ErrorKind::invalid,
                        fmt::format("--set {}=@...: the same file cannot be set in every record", name));
    return request;
}

ProgressState progress_of(const importing::Counts& counts) {
    return {.files = counts.imported,
            .total_files = counts.found,
            .bytes = counts.sent_bytes,
            .total_bytes = counts.found_bytes,
            .failed = counts.failed,
            .total_known = counts.scanned};
}

void report(Session& session, const importing::Import& import) {
    const auto counts = import.counts();
    auto sentence =
        fmt::format("Imported {} ({})", plural(counts.imported, "file"), human_size(counts.imported_bytes));
    if (counts.before) sentence += fmt::format(", {} were imported before", counts.before);
    if (counts.changed)
        sentence += fmt::format(", {} changed since (--changed imports them again)", counts.changed);
    if (counts.failed) sentence += fmt::format(", {} failed", counts.failed);
    session.report(sentence + ".", boost::json::object{{"import", json_text(import.journal())},
                                                       {"imported", counts.imported},
                                                       {"imported_bytes", counts.imported_bytes},
                                                       {"before", counts.before},
                                                       {"changed", counts.changed},
                                                       {"failed", counts.failed}});
}

// Runs to the end, or until the user stops it; a failure is thrown after what was done is reported.
void run(Session& session, importing::Import& import) try {
    Progress progress([&] { return progress_of(import.counts()); });
    import.run(
        [&](const importing::Fault& fault) {
            progress.say(fmt::format("{}: {}", in_quotes(fault.path.native()), fault.reason));
},
        InterruptWatch::flag());
}  // namespace
catch (const Error&) {
    report(session, import);
    session.note("the same command goes on from here");
    throw;
}

void start(Session& session, const Options& options) {
    if (options.field.empty())
        throw Error(ErrorKind::invalid, "say which binary field takes the file: --field FIELD");
    const InterruptWatch watch;
    auto& instance = session.instance();
    const Rooms rooms(instance);
    importing::Import import(rooms.catalog(), instance.registry(), rooms.staging(), rooms.placement(),
                             request_of(instance.registry(), options));
    run(session, import);
    report(session, import);
    if (InterruptWatch::flag()) {
        session.note("stopped before the end; the same command goes on from here");
        throw Interrupted{};
    }
    if (import.counts().failed > 0) session.exit_code = exit_failed;
}

}  // namespace outfield::cli

void add_import(Command& program) {
    auto options = std::make_shared<Options>();
    program.command("import", "Make records of a directory tree of files")
        .details(
            "Each file becomes a record with the file as its value. What is done is kept in the catalog, so "
            "an import that was stopped or killed goes on when it is run again, and nothing is imported "
            "twice. Links, sockets and what cannot be read are reported and left out.")
        .argument("MODEL", options->model, "The model of the new records")
        .argument("DIRECTORY", options->directory, "The tree of files")
        .option("--field", options->field, "FIELD", "The binary field that takes the file (required)")
        .option("--name-field", options->name_field, "FIELD",
                "The field that takes the file's name; 'name' where the model has it")
        .repeated_option("--set", options->set, "FIELD=VALUE",
                         "Set the same in every record; may be given again")
        .option("--name", options->name, "IMPORT",
                "What this import is called; made from model, field and directory when it is left out")
        .option("--transfers", options->transfers, "N", "Files under way at a time; 16 when it is left out")
        .flag("--changed", options->changed, "Import files again that changed since, into the same record")
        .flag("--stop-on-error", options->stop_on_error, "End at the first file that fails")
        .example("outfield import sale.document /srv/scans --field file --set state=draft")
        .runs([options](Session& session) { start(session, *options); });
}

}  // namespace outfield::cli
