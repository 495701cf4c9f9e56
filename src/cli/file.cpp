#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/interrupts.h"
#include "cli/output_file.h"
#include "cli/range.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/values.h"
#include "documents/records.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string model, id, field, path, name, range;
    Destination destination;

    FieldAddress address() const { return {model, parse_id(id), field}; }
};
using OptionsPtr = std::shared_ptr<Options>;

Attachment described(Session& session, const FieldAddress& address) {
    auto attachment = session.instance().binaries().describe(address);
    if (attachment) return *std::move(attachment);
    const bool exists =
        !session.instance().records().read(address.model, {address.record}, {address.field}).empty();
    throw Error(
        ErrorKind::not_found,
        exists ? fmt::format("field '{}' of {} {} is empty", address.field, address.model, address.record)
               : fmt::format("there is no record {} of {}", address.record, address.model));
}

void get(Session& session, const Options& options) {
    const InterruptWatch watch;
    const auto address = options.address();
    const auto attachment = described(session, address);
    const auto range = options.range.empty() ? ByteRange{} : parse_range(options.range, attachment.size);
    const auto output = options.destination.open(
        attachment.file_name, fmt::format("{}-{}-{}", address.model, address.record, address.field));
    InterruptibleSink sink(*output);
    session.instance().binaries().read(attachment, sink, range);
    output->finish();
}

void report(Session& session, const Attachment& attachment) {
    if (session.json) return session.print(to_json(attachment));
    session.print(sheet({{"file name", shown(attachment.file_name)},
                         {"size", fmt::format("{} ({})", attachment.size, human_size(attachment.size))},
                         {"media type", shown(attachment.media_type)},
                         {"SHA-256", to_hex(attachment.sha256)},
                         {"container", attachment.configuration + "/" + shown(attachment.container)},
                         {"key", shown(attachment.key)},
                         {"object", fmt::format("{}", attachment.blob)},
                         {"written", to_string(attachment.written) + " UTC"}}));
}

void put(Session& session, const Options& options) {
    const InterruptWatch watch;
    report(session,
           session.instance().binaries().write(options.address(), upload_from(options.path, options.name)));
}

void clear(Session& session, const Options& options) {
    session.instance().binaries().clear(options.address());
    session.report(fmt::format("Field {} of {} {} is empty now.", options.field, options.model, options.id),
                   boost::json::object{{"cleared", true}});
}

Command addressed(Command& group, const std::string& name, const std::string& summary,
                  const OptionsPtr& options) {
    auto command = group.command(name, summary);
    return command.argument("MODEL", options->model, "The model")
        .argument("ID", options->id, "The record's number")
        .argument("FIELD", options->field, "The binary field");
}

}  // namespace

void add_file(Command& program) {
    auto group = program.group("file", "The value of one binary field");
    group.example("outfield file get sale.document 7 file -o contract.pdf")
        .example("outfield file put sale.document 7 file contract-v2.pdf")
        .example("outfield file info sale.document 7 file");
    auto options = std::make_shared<Options>();
    addressed(group, "get", "Fetch a file; its size and hash are compared with the catalog", options)
        .option("-o,--output", options->destination.path, "PATH",
                "To this file, device or pipe; '-' is standard output")
        .flag("-O,--by-name", options->destination.by_name,
              "To the file's own name, made safe, in this directory")
        .flag("--force", options->destination.force, "Replace a file that exists")
        .option("--range", options->range, "A-B", "A part, both ends included: 0-99, 100-, -100")
        .example("outfield file get sale.document 7 file -o contract.pdf")
        .runs([options](Session& session) { get(session, *options); });
    addressed(group, "put", "Store a file as the value", options)
        .argument("PATH", options->path, "The file; '-' is standard input")
        .option("--name", options->name, "NAME", "Its file name, where that is not the file's own")
        .example("outfield file put sale.document 7 file contract.pdf")
        .runs([options](Session& session) { put(session, *options); });
    addressed(group, "info", "Name, size, hash and place, without asking the store", options)
        .example("outfield file info sale.document 7 file")
        .runs([options](Session& session) { report(session, described(session, options->address())); });
    addressed(group, "clear", "Empty the field; the file goes when its retention ends", options)
        .example("outfield file clear sale.document 7 file")
        .runs([options](Session& session) { clear(session, *options); });
}

}  // namespace outfield::cli
