#include <fmt/format.h>
#include <outfield/error.h>

#include <boost/json.hpp>
#include <memory>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/logins.h"
#include "cli/password_options.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/user_list.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;
using access::system_identity;

struct Options {
    std::string login, name;
    std::vector<std::string> groups;
    PasswordOptions password;
};
using OptionsPtr = std::shared_ptr<Options>;

RecordIds group_ids(Session& session, const std::vector<std::string>& names) {
    RecordIds ids;
    for (const auto& name : names) {
        const auto found = session.instance().records().search("res.groups", {{"full_name", "=", name}});
        if (found.empty()) {
            std::vector<std::string_view> known;
            for (const auto& module : session.instance().registry().modules())
                for (const auto& group : module.groups) known.push_back(group.name);
            throw Error(ErrorKind::not_found, fmt::format("there is no group {}; there are: {}",
                                                          in_quotes(name, 60), fmt::join(known, ", ")));
        }
        ids.push_back(found.front());
    }
    return ids;
}

void write(Session& session, RecordId user, const Values& values) {
    session.instance().records().write("res.users", {user}, values, system_identity().user);
}

json::object document(RecordId user, const std::string& login) {
    return {{"id", user}, {"login", json_text(login)}};
}

// The one time that a generated password is shown.
void report(Session& session, const std::string& sentence, json::object document, const Options& options,
            const std::optional<Secret>& password) {
    if (!options.password.generates()) return session.report(sentence, document);
    document["password"] = password->reveal();
    session.report(fmt::format("{} The password, which is not shown again: {}", sentence, password->reveal()),
                   document);
}

RecordId create_user(Session& session, const Options& options) {
    auto& records = session.instance().records();
    Values partner{{"name", options.name.empty() ? options.login : options.name}, {"active", true}};
    Values user = partner;
    const auto groups = group_ids(session, options.groups);
    if (const auto company = records.search("res.company"); !company.empty())
        partner["company_id"] = user["company_id"] = company.front();
    const auto author = system_identity().user;
    user["partner_id"] = records.create("res.partner", partner, author);
    user["login"] = options.login;
    user["groups_id"] = Commands{{.kind = outfield::Command::Kind::set, .ids = groups}};
    return records.create("res.users", user, author);
}

void add(Session& session, const Options& options) {
    if (trim(options.login).empty()) throw Error(ErrorKind::invalid, "a login has at least one character");
    if (session.instance().records().count("res.users", {{"login", "=", options.login}}) > 0)
        throw Error(ErrorKind::already_exists,
                    fmt::format("there is a user with the login {} already", in_quotes(options.login, 60)));
    const auto password = options.password.read();
    const auto user = create_user(session, options);
    if (password) open_access(session).set_password(user, *password);
    report(session,
           fmt::format("Added {}{}.", shown(options.login),
                       password ? "" : ", who has no password and logs in with API keys alone"),
           document(user, options.login), options, password);
}

void set_password(Session& session, const Options& options) {
    const auto user = user_of(session, options.login);
    const auto password = options.password.read();
    if (!password)
        throw Error(ErrorKind::invalid,
                    "there is no password: give --password-file FILE, --password-env VARIABLE or --generate, "
                    "or run this on a terminal");
    open_access(session).set_password(user, *password);
    report(session,
           fmt::format("{} has a new password; sessions with the old one have ended.", shown(options.login)),
           document(user, options.login), options, password);
}

void set_active(Session& session, const Options& options, bool active) {
    const auto user = user_of(session, options.login);
    write(session, user, {{"active", active}});
    if (!active) open_access(session).close_sessions(user);
    auto answer = document(user, options.login);
    answer["active"] = active;
    session.report(fmt::format("{} {}.", shown(options.login),
                               active ? "can log in again" : "cannot log in any more, and is logged out"),
                   answer);
}

void change_groups(Session& session, const Options& options, outfield::Command::Kind kind) {
    const auto user = user_of(session, options.login);
    Commands commands;
    for (const auto group : group_ids(session, options.groups))
        commands.push_back({.kind = kind, .id = group});
    write(session, user, {{"groups_id", std::move(commands)}});
    session.report(fmt::format("{} is {} {}.", shown(options.login),
                               kind == outfield::Command::Kind::link ? "in" : "no longer in",
                               fmt::join(options.groups, ", ")),
                   document(user, options.login));
}

constexpr const char* login_help = "The name by which the user logs in";

void add_making(Command& group, const OptionsPtr& options) {
    auto add_command = group.command("add", "Add a user");
    add_command
        .details(
            "The password is asked for on a terminal without echo, or comes from a file or the environment, "
            "or is made at random. A user without one logs in with API keys alone.")
        .argument("LOGIN", options->login, login_help)
        .option("--name", options->name, "NAME", "What the user is called; without it, the login")
        .repeated_option(
            "--group", options->groups, "GROUP",
            "A group, such as sale.manager; may be given again. Members of base.group_system are "
            "administrators");
    options->password.declare(add_command);
    add_command.example("outfield user add demo --name 'Demo User' --group base.group_user --generate")
        .example("outfield user add robot --group sale.user < /dev/null")
        .runs([options](Session& session) { add(session, *options); });
}

void add_changing(Command& group, const OptionsPtr& options) {
    auto password = group.command("password", "Set a user's password and end the sessions of the old one");
    password.argument("LOGIN", options->login, login_help);
    options->password.declare(password);
    password.example("outfield user password admin --generate")
        .example("outfield user password demo --password-file demo.secret")
        .runs([options](Session& session) { set_password(session, *options); });
    group.command("disable", "A user cannot log in any more, and the records stay")
        .argument("LOGIN", options->login, login_help)
        .example("outfield user disable demo")
        .runs([options](Session& session) { set_active(session, *options, false); });
    group.command("enable", "A disabled user can log in again")
        .argument("LOGIN", options->login, login_help)
        .example("outfield user enable demo")
        .runs([options](Session& session) { set_active(session, *options, true); });
}

void add_grouping(Command& group, const OptionsPtr& options) {
    auto groups = group.group("group", "The groups that a user is in");
    groups.example("outfield user group add demo sale.manager");
    groups.command("add", "Put a user into groups")
        .argument("LOGIN", options->login, login_help)
        .arguments("GROUP", options->groups, "Groups, such as sale.manager")
        .example("outfield user group add demo sale.manager")
        .runs(
            [options](Session& session) { change_groups(session, *options, outfield::Command::Kind::link); });
    groups.command("remove", "Take a user out of groups")
        .argument("LOGIN", options->login, login_help)
        .arguments("GROUP", options->groups, "Groups, such as sale.manager")
        .example("outfield user group remove demo sale.manager")
        .runs([options](Session& session) {
            change_groups(session, *options, outfield::Command::Kind::unlink);
        });
}

}  // namespace

void add_user(Command& program) {
    auto group = program.group("user", "Who may log in to the server, and the groups that say what they may");
    group.example("outfield user add demo --name 'Demo User' --group base.group_user --generate")
        .example("outfield user list");
    auto options = std::make_shared<Options>();
    add_user_list(group);
    add_making(group, options);
    add_changing(group, options);
    add_grouping(group, options);
}

}  // namespace outfield::cli
