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
    std::string suffix, from;
    bool is_copy = false;
};

void write_identity(const Session& session, const std::string& identity) {
    change_environment(find_server_configuration(session.configuration_file), identity);
}

void show(Session& session) {
    const auto status = session.instance_of_any_environment().environment().status();
    Table table({"CONTAINER", "STANDING", ""});
    for (const auto& one : status.containers)
        table.add({one.configuration + "/" + shown(one.name), std::string(to_string(one.standing)),
                   shown(one.words, 2000)});
    if (session.json) return session.print(to_json(status));
    session.print(fmt::format("The catalog's environment is '{}'.\n", status.catalog));
    if (!status.agrees) session.print(fmt::format("Beware: {}.\n", status.disagreement));
    if (!table.empty()) session.print(table.text());
}

using Standing = EnvironmentStatus::Standing;

std::vector<EnvironmentStatus::Container> those(const std::vector<EnvironmentStatus::Container>& left,
                                                Standing standing) {
    auto found = left;
    std::erase_if(found, [&](const auto& one) { return one.standing != standing; });
    return found;
}

std::string words_of(const std::vector<EnvironmentStatus::Container>& foreign,
                     const std::vector<EnvironmentStatus::Container>& out_of_reach) {
    std::string words;
    for (const auto& one : foreign)
        words += fmt::format("\n{}/{} {}, and is only read here.", one.configuration, shown(one.name),
                             one.words.empty() ? "was left behind by 'environment detach'"
                                               : fmt::format("carries the marker of '{}'", shown(one.words)));
    if (!foreign.empty())
        words += "\nTo take over what is only yours by now: outfield environment adopt --from ENVIRONMENT.";
    for (const auto& one : out_of_reach)
        words += fmt::format("\n{}/{} is out of reach and not taken over: {}", one.configuration,
                             shown(one.name), shown(one.words, 2000));
    if (!out_of_reach.empty()) words += "\nTo take over the rest once it answers: the same command again.";
    return words;
}

json::array documents_of(const std::vector<EnvironmentStatus::Container>& containers, const char* words) {
    json::array all;
    for (const auto& one : containers)
        all.push_back(json::object{{"configuration", json_text(one.configuration)},
                                   {"container", json_text(one.name)},
                                   {words, json_text(one.words)}});
    return all;
}

void adopt(Session& session, const Options& options) {
    const auto adopted = session.instance_of_any_environment().environment().adopt(options.from);
    write_identity(session, adopted.identity);
    const auto foreign = those(adopted.left, Standing::foreign);
    const auto out_of_reach = those(adopted.left, Standing::out_of_reach);
    if (!out_of_reach.empty()) session.exit_code = exit_failed;
    session.report(
        fmt::format(
            "This is the catalog's home now: the environment '{}'. Restart what else runs on it here.{}",
            adopted.identity, words_of(foreign, out_of_reach)),
        json::object{{"environment", adopted.identity},
                     {"left", documents_of(foreign, "environment")},
                     {"out_of_reach", documents_of(out_of_reach, "reason")}});
}

void detach(Session& session, const Options& options) {
    const auto copy = options.is_copy ? Environment::Copy::yes : Environment::Copy::if_evident;
    const auto detached = session.instance_of_any_environment().environment().detach(options.suffix, copy);
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
            "For a server that moved, or a production that was restored elsewhere. The containers that carry "
            "the catalog's marker are marked anew, and those without one that have modules or values; "
            "whoever "
            "still uses them with a copy of this catalog only reads them from then on. Containers of another "
            "environment are left alone, unless --from names it: for a catalog that was detached by mistake, "
            "or restored from before it was adopted. What is out of reach keeps no other from being taken "
            "over: the exit code is 1, and the same command takes it over later.")
        .option("--from", options->from, "ENVIRONMENT",
                "Take over the containers that carry the marker of this environment too")
        .example("outfield environment adopt")
        .runs([options](Session& session) { adopt(session, *options); });
    group.command("detach", "This catalog is a copy that goes its own way")
        .details(
            "For staging and tests. The containers that it came with are read and never written to, and with "
            "--suffix each that has modules or values gets an empty sibling of its own on the server, which "
            "takes over its modules.")
        .option("--suffix", options->suffix, "TEXT",
                "Create siblings, named as the originals with TEXT behind")
        .flag("--copy", options->is_copy,
              "This is a copy, although outfield.toml was copied with it and agrees with the catalog")
        .example("outfield environment detach --suffix -staging")
        .runs([options](Session& session) { detach(session, *options); });
}

}  // namespace outfield::cli
