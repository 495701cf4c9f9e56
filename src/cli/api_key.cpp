#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/logins.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/values.h"
#include "documents/access.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

struct Options {
    std::string login, name, scope, key;
    std::optional<std::string> valid_for;
};
using OptionsPtr = std::shared_ptr<Options>;

void create(Session& session, const Options& options) {
    const auto user = user_of(session, options.login);
    std::optional<std::chrono::seconds> life;
    if (options.valid_for) life = parse_duration(*options.valid_for, "--valid-for");
    const auto [key, secret] = open_access(session).create_key(user, options.name, options.scope, life);
    auto answer = to_json(key);
    answer["key"] = secret.reveal();
    session.report(fmt::format("The key, which is not shown again: {}", secret.reveal()), answer);
}

void list(Session& session, const Options& options) {
    Table table({">KEY", "NAME", "SCOPE", "CREATED (UTC)", "EXPIRES (UTC)", "LAST USED (UTC)"});
    for (const auto& key : open_access(session).keys(user_of(session, options.login))) {
        if (session.json) {
            session.print(to_json(key));
            continue;
        }
        table.add({fmt::format("{}", key.id), shown(key.name), key.scope.empty() ? "all" : key.scope,
                   to_string(key.created), key.expires ? to_string(*key.expires) : "never",
                   key.last_used ? to_string(*key.last_used) : "never"});
    }
    if (!session.json)
        session.print(table.empty() ? fmt::format("{} has no API key.\n", shown(options.login))
                                    : table.text());
}

void revoke(Session& session, const Options& options) {
    const auto key = parse_id(options.key);
    open_access(session).revoke_key(user_of(session, options.login), key);
    session.report(fmt::format("Key {} of {} is of no use any more.", key, shown(options.login)),
                   json::object{{"revoked", key}});
}

}  // namespace

void add_api_key(Command& program) {
    auto group = program.group("api-key", "Keys with which programs log in, in place of a password");
    group.example("outfield api-key create robot --name 'nightly export' --scope read --valid-for 90d")
        .example("outfield api-key list robot");
    auto options = std::make_shared<Options>();
    group.command("create", "Make a key and print it, once")
        .argument("LOGIN", options->login, "Whose it is: with it, a program is this user")
        .option("--name", options->name, "NAME", "What it is for")
        .option("--scope", options->scope, "SCOPE",
                "'read' (records and files, but changes nothing) or 'files' (binary fields and attachments "
                "alone); without it, whatever the user may")
        .option("--valid-for", options->valid_for, "AGE",
                "How long: 90d, 12h; without it, until it is revoked")
        .example("outfield api-key create robot --name 'nightly export' --scope read --valid-for 90d")
        .runs([options](Session& session) { create(session, *options); });
    group.command("list", "A user's keys")
        .argument("LOGIN", options->login, "The user")
        .example("outfield api-key list robot")
        .runs([options](Session& session) { list(session, *options); });
    group.command("revoke", "A key, and the sessions opened with it, end")
        .argument("LOGIN", options->login, "The user")
        .argument("KEY", options->key, "Its number, as 'outfield api-key list' shows it")
        .example("outfield api-key revoke robot 3")
        .runs([options](Session& session) { revoke(session, *options); });
}

}  // namespace outfield::cli
