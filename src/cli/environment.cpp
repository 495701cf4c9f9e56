#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/server_configuration.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/containers.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

struct Options {
    std::string suffix;
};

void write_identity(const Session& session, const std::string& identity) {
    change_environment(find_server_configuration(session.configuration_file), identity);
}

void show(Session& session) {
    const auto status = session.instance_of_any_environment().environment().status();
    Table table({"CONTAINER", "STANDING", ""});
    for (const auto& one : status.containers)
        table.add({one.configuration + "/" + shown(one.name), std::string(to_string(one.standing)),
                   shown(one.words)});
    if (session.json) return session.print(to_json(status));
    session.print(fmt::format("The catalog's environment is '{}'.\n", status.catalog));
    if (!status.agrees) session.print(fmt::format("Beware: {}.\n", status.disagreement));
    if (!table.empty()) session.print(table.text());
}

void adopt(Session& session) {
    const auto identity = session.instance_of_any_environment().environment().adopt();
    write_identity(session, identity);
    session.report(
        fmt::format(
            "This is the catalog's home now: the environment '{}'. Restart what else runs on it here.",
            identity),
        json::object{{"environment", identity}});
}

void detach(Session& session, const Options& options) {
    const auto detached = session.instance_of_any_environment().environment().detach(options.suffix);
    write_identity(session, detached.identity);
    session.report(
        fmt::format(
            "This copy is the environment '{}' now. The containers that it came with are only read.{}",
            detached.identity,
            detached.created.empty()
                ? " Next: outfield container create, outfield container assign."
                : fmt::format(" New values go to {}.", fmt::join(detached.created, ", "))),
        json::object{{"environment", detached.identity}, {"created", json_texts(detached.created)}});
}

}  // namespace

void add_environment(Command& program) {
    auto group =
        program.group("environment", "Which installation a catalog belongs to, and what a copy may do");
    group.example("outfield environment show").example("outfield environment detach --suffix -staging");
    auto options = std::make_shared<Options>();
    group.command("show", "This catalog's environment, and whose its containers are")
        .example("outfield environment show")
        .runs([](Session& session) { show(session); });
    group.command("adopt", "This installation is the catalog's home now")
        .details(
            "For a server that moved, or a production that was restored elsewhere. The containers are marked "
            "anew; whoever still uses them with a copy of this catalog only reads them from then on.")
        .example("outfield environment adopt")
        .runs([](Session& session) { adopt(session); });
    group.command("detach", "This catalog is a copy that goes its own way")
        .details(
            "For staging and tests. The containers that it came with are read and never written to, and with "
            "--suffix each gets an empty sibling of its own on the server, which takes over its modules.")
        .option("--suffix", options->suffix, "TEXT",
                "Create siblings, named as the originals with TEXT behind")
        .example("outfield environment detach --suffix -staging")
        .runs([options](Session& session) { detach(session, *options); });
}

}  // namespace outfield::cli
