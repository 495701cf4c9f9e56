#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/config_views.h"
#include "cli/session.h"
#include "cli/setting_options.h"
#include "cli/standard_input.h"
#include "connections/stack.h"
#include "documents/configurations.h"
#include "modules/names.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string name, kind;
    SettingOptions settings;
    std::vector<std::string> unset;
    bool moved = false;
};

void check_kind(const std::string& kind) {
    if (kind.empty())
        throw Error(ErrorKind::invalid, "say of which kind it is: --kind s3, --kind ftp or --kind directory");
    if (const auto meant = misspelt_kind(kind))
        throw Error(ErrorKind::invalid, fmt::format("there is no kind of store {}; did you mean '{}'?",
                                                    in_quotes(kind, 60), *meant));
}

void check_setting(const std::string& kind, const std::string& name) {
    std::vector<std::string_view> known;
    for (const auto& spec : store_kind(kind).settings) known.push_back(spec.name);
    if (std::ranges::find(known, name) != known.end()) return;
    const auto near = nearest(name, known);
    throw Error(ErrorKind::invalid,
                fmt::format("--unset: {} has no setting {}; {}", kind, in_quotes(name, 60),
                            near ? fmt::format("did you mean '{}'?", *near)
                                 : fmt::format("there are: {}", fmt::join(known, ", "))));
}

// On a terminal, the secrets of the kind that no option gave are asked for.
Settings with_asked_secrets(const Options& options) {
    const auto given = options.settings.read();
    auto secrets = given.secrets();
    if (standard_input_is_terminal())
        for (const auto& spec : store_kind(options.kind).settings) {
            if (!spec.secret || options.settings.gave(spec.name)) continue;
            auto secret = ask_secret(spec.required ? std::string(spec.label)
                                                   : fmt::format("{} (Enter for none)", spec.label));
            if (!secret.empty()) secrets[std::string(spec.name)] = std::move(secret);
        }
    return Settings(given.plain(), std::move(secrets));
}

void add(Session& session, const Options& options) {
    check_kind(options.kind);
    auto& configurations = session.instance().configurations();
    configurations.add(options.name, options.kind, with_asked_secrets(options));
    const auto added = configurations.get(options.name);
    session.report(fmt::format("Added {} ({}{}). Try it: outfield config test {}", added.name, added.kind,
                               added.is_default ? ", the default of its kind" : "", added.name),
                   to_json(added));
}

void set(Session& session, const Options& options) {
    const auto given = options.settings.read();
    auto plain = given.plain();
    auto secrets = given.secrets();
    const auto before = session.instance().configurations().get(options.name);
    for (const auto& name : options.unset) {
        check_setting(before.kind, name);
        const bool secret =
            std::find(before.secrets.begin(), before.secrets.end(), name) != before.secrets.end();
        if (secret)
            secrets[name] = Secret();
        else
            plain[name] = "";
    }
    if (plain.empty() && secrets.empty())
        throw Error(ErrorKind::invalid,
                    "nothing to set: give settings, as --url VALUE ('outfield config kinds' lists them)");
    session.instance().configurations().change(options.name, Settings(std::move(plain), std::move(secrets)),
                                               options.moved);
    session.report(fmt::format("Changed {}.", options.name),
                   to_json(session.instance().configurations().get(options.name)));
}

void add_changing(Command& group) {
    auto added = std::make_shared<Options>();
    auto add_command = group.command("add", "Add a storage configuration");
    add_command
        .details(
            "Secrets are asked for on a terminal without echo, or read from a file or the environment. "
            "They are sealed and never shown again.")
        .argument("NAME", added->name, "Its name; a field may name it as its store")
        .option("--kind", added->kind, "KIND", "s3, ftp or directory");
    added->settings.declare(add_command, store_kinds());
    add_command.example("outfield config add amazon --kind s3 --region eu-west-1 --access-key-id AKIDEXAMPLE")
        .example(
            "outfield config add archive --kind ftp --path ftp://ftp.example.com/files "
            "--username erp --password-file ftp.secret")
        .example("outfield config add local --kind directory --path /srv/files")
        .runs([added](Session& session) { add(session, *added); });

    auto changed = std::make_shared<Options>();
    auto set_command = group.command("set", "Change settings of a storage configuration");
    set_command.argument("NAME", changed->name, "The storage configuration")
        .repeated_option("--unset", changed->unset, "SETTING", "Unset one; may be given again")
        .flag("--moved", changed->moved,
              "The bytes have been moved to where the changed address points: do not refuse the change");
    changed->settings.declare(set_command, store_kinds());
    set_command.example("outfield config set amazon --secret-access-key-env AWS_SECRET_ACCESS_KEY")
        .example("outfield config set amazon --unset session_token")
        .runs([changed](Session& session) { set(session, *changed); });
}

void make_default(Session& session, const std::string& name) {
    session.instance().configurations().make_default(name);
    session.report(fmt::format("{} is the default of its kind now.", name),
                   to_json(session.instance().configurations().get(name)));
}

void remove(Session& session, const std::string& name) {
    session.instance().configurations().remove(name);
    session.report(fmt::format("Removed {}.", name), boost::json::object{{"removed", name}});
}

}  // namespace

void add_config(Command& program) {
    auto group =
        program.group("config", "Storage configurations: S3 accounts, FTP servers, local directories");
    group.example("outfield config add amazon --kind s3 --region eu-west-1 --access-key-id AKIDEXAMPLE")
        .example("outfield config test amazon")
        .example("outfield config list");
    add_changing(group);
    auto name = std::make_shared<std::string>();
    group.command("default", "Make one the default of its kind")
        .argument("NAME", *name, "The storage configuration")
        .example("outfield config default amazon")
        .runs([name](Session& session) { make_default(session, *name); });
    group.command("remove", "Remove one that holds nothing")
        .argument("NAME", *name, "The storage configuration")
        .example("outfield config remove old-ftp")
        .runs([name](Session& session) { remove(session, *name); });
    add_config_views(group);
}

}  // namespace outfield::cli
