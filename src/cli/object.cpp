#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/interrupts.h"
#include "cli/object_list.h"
#include "cli/object_move.h"
#include "cli/output_file.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/values.h"
#include "documents/objects.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string container, path, name, object;
    std::string valid_for = "15m";
    bool stray = false;
    Destination destination;
};

constexpr const char* object_help = "Its number, or CONTAINER/KEY";

void report(Session& session, const ObjectSummary& object) {
    if (session.json) return session.print(to_json(object));
    session.print(sheet({{"object", object.blob ? fmt::format("{}", object.blob) : "not in the catalog"},
                         {"container", object.configuration + "/" + shown(object.container)},
                         {"key", shown(object.key)},
                         {"size", fmt::format("{} ({})", object.size, human_size(object.size))},
                         {"state", object.state},
                         {"record", record_of(object)},
                         {"file name", shown(object.file_name)},
                         {"media type", shown(object.media_type)},
                         {"SHA-256", object.blob ? to_hex(object.sha256) : ""},
                         {"modified", object.modified ? to_string(*object.modified) + " UTC" : ""}}));
}

void add(Session& session, const Options& options) {
    const InterruptWatch watch;
    if (options.path == "-" && options.name.empty())
        throw Error(ErrorKind::invalid, "standard input has no file name: give one with --name NAME");
    report(session,
           session.instance().objects().add(options.container, upload_from(options.path, options.name)));
}

void get(Session& session, const Options& options) {
    const InterruptWatch watch;
    const auto object = session.instance().objects().view(options.object);
    const auto output = options.destination.open(object.file_name, safe_file_name(object.key, "object"));
    InterruptibleSink sink(*output);
    session.instance().objects().read(options.object, sink);
    output->finish();
}

void print_url(Session& session, const Options& options) {
    const auto valid_for = parse_duration(options.valid_for, "--for");
    const auto url = session.instance().objects().presigned_url(options.object, valid_for);
    session.report(url, boost::json::object{{"url", url}, {"valid_seconds", valid_for.count()}});
}

void remove(Session& session, const Options& options) {
    auto& objects = session.instance().objects();
    options.stray ? objects.remove_stray(options.object) : objects.remove(options.object);
    session.report(options.stray ? fmt::format("Removed {} from the store.", shown(options.object))
                                 : fmt::format("Deleted {}; its bytes go when the retention ends.",
                                               shown(options.object)),
                   boost::json::object{{"deleted", json_text(options.object)}});
}

}  // namespace

void add_object(Command& program) {
    auto group = program.group("object", "Objects in buckets and directories");
    group.example("outfield object list sale-docs")
        .example("outfield object view 42")
        .example("outfield object move --from old-bucket new-bucket");
    auto options = std::make_shared<Options>();
    add_object_list(group);
    group.command("add", "Put a file there, with a record of its own (ir.attachment)")
        .argument("CONTAINER", options->container, "The bucket or directory")
        .argument("FILE", options->path, "The file; '-' is standard input, and needs --name")
        .option("--name", options->name, "NAME", "Its file name, where that is not the file's own")
        .example("outfield object add sale-docs logo.png")
        .runs([options](Session& session) { add(session, *options); });
    group.command("view", "What is known of one object")
        .argument("OBJECT", options->object, object_help)
        .example("outfield object view 42")
        .runs([options](Session& session) {
            report(session, session.instance().objects().view(options->object));
        });
    group.command("get", "Fetch one object")
        .argument("OBJECT", options->object, object_help)
        .option("-o,--output", options->destination.path, "PATH",
                "To this file, device or pipe; '-' is standard output")
        .flag("-O,--by-name", options->destination.by_name,
              "To the file's own name, made safe, in this directory")
        .flag("--force", options->destination.force, "Replace a file that exists")
        .example("outfield object get 42 -o logo.png")
        .runs([options](Session& session) { get(session, *options); });
    group.command("url", "Make an address by which anyone may fetch it for a while; of objects in S3")
        .argument("OBJECT", options->object, object_help)
        .option("--for", options->valid_for, "AGE", "How long it is good: 15m when left out, at most 7d")
        .example("outfield object url 42 --for 1h")
        .runs([options](Session& session) { print_url(session, *options); });
    add_object_move(group);
    group.command("delete", "Empty the record's field; the bytes go when the retention ends")
        .argument("OBJECT", options->object, object_help)
        .flag("--stray", options->stray, "It is in the store and not in the catalog: remove it at once")
        .example("outfield object delete 42")
        .example("outfield object delete --stray sale-docs/leftover.bin")
        .runs([options](Session& session) { remove(session, *options); });
}

}  // namespace outfield::cli
