#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/values.h"
#include "documents/objects.h"
#include "documents/records.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

struct Options {
    std::string container, object;
    std::optional<std::string> to;
    bool as_attachment = false, replace = false;
};

std::string words(const FieldAddress& address) {
    return fmt::format("{},{} {}", address.model, address.record, address.field);
}

void list(Session& session, const Options& options) {
    auto& instance = session.instance();
    const auto container = options.container.empty() ? 0 : instance.containers().get(options.container).id;
    Table table({">OBJECT", "WAS THE VALUE OF", "WHY", "FILE NAME", ">SIZE", "SINCE (UTC)",
                 "KEPT UNTIL (UTC)", "CONTAINER"});
    instance.trash().list(container, [&](const TrashedValue& value) {
        if (session.json) return session.print(to_json(value));
        table.add({fmt::format("{}", value.blob), words(value.address), value.reason, shown(value.file_name),
                   human_size(value.size), to_string(value.condemned_at), to_string(value.removable_at),
                   value.configuration + "/" + shown(value.container)});
    });
    if (!session.json) session.print(table.empty() ? "The trash is empty.\n" : table.text());
}

FieldAddress parse_address(const std::string& text) {
    const auto comma = text.find(','),
               space = text.find_first_of(", ", comma == std::string::npos ? 0 : comma + 1);
    if (comma == std::string::npos || space == std::string::npos)
        throw Error(ErrorKind::invalid,
                    fmt::format("--to {}: write MODEL,RECORD,FIELD, for example sale.document,7,file",
                                in_quotes(text)));
    return {text.substr(0, comma), parse_id(text.substr(comma + 1, space - comma - 1)),
            text.substr(space + 1)};
}

void restore(Session& session, const Options& options) {
    RestoreOptions how;
    if (options.to) how.to = parse_address(*options.to);
    how.as_attachment = options.as_attachment;
    how.replace = options.replace;
    const auto address = session.instance().trash().restore(parse_id(options.object), how);
    session.report(fmt::format("Object {} is the value of {} again.", options.object, words(address)),
                   to_json(address));
}

void horizon(Session& session) {
    const auto horizon = session.instance().trash().horizon();
    Table table({"CONTAINER", "RETENTION", "BACKUPS ARE COMPLETE SINCE (UTC)"});
    for (const auto& one : horizon.containers) {
        table.add({one.configuration + "/" + shown(one.name), human_duration(one.retention),
                   one.since ? to_string(*one.since) : "ever"});
    }
    if (session.json) return session.print(to_json(horizon));
    if (!table.empty()) session.print(table.text());
    if (!horizon.since)
        return session.print(
            std::string_view("Any backup of this catalog is complete: no value has lost its bytes.\n"));
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(now() - *horizon.since);
    session.print(
        fmt::format("A backup of the database made since {} UTC ({} ago) is complete: every value that it "
                    "names still has its bytes.\n",
                    to_string(*horizon.since), human_duration(age)));
}

}  // namespace

void add_trash(Command& program) {
    auto group = program.group("trash", "Values that were replaced or deleted, until their retention ends");
    group.example("outfield trash list").example("outfield trash restore 42");
    auto options = std::make_shared<Options>();
    group.command("list", "What is in the trash")
        .optional_argument("CONTAINER", options->container, "Only of this bucket or directory")
        .example("outfield trash list")
        .runs([options](Session& session) { list(session, *options); });
    group.command("restore", "Make it the value of its field again")
        .argument("OBJECT", options->object, "Its number, as 'outfield trash list' shows it")
        .option("--to", options->to, "MODEL,RECORD,FIELD", "The value of this field instead")
        .flag("--as-attachment", options->as_attachment, "The value of a new record instead (ir.attachment)")
        .flag("--replace", options->replace,
              "Also where the field has another value by now, which goes to the trash")
        .example("outfield trash restore 42")
        .example("outfield trash restore 42 --as-attachment")
        .runs([options](Session& session) { restore(session, *options); });
    group.command("horizon", "How old a backup of the database may be so that all its values are still there")
        .example("outfield trash horizon")
        .runs([](Session& session) { horizon(session); });
}

}  // namespace outfield::cli
