#include "cli/program.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <csignal>
#include <cstdio>
#include <new>

#include "cli/commands.h"
#include "cli/help_layout.h"
#include "cli/interrupts.h"
#include "cli/session.h"
#include "cli/usage_error.h"

namespace outfield::cli {
namespace {

void declare(CLI::App& app, Session& session, Action& chosen) {
    app.name("outfield");
    app.fallthrough();
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string("outfield ") + OUTFIELD_VERSION, "Print the version");
    app.add_option("--config", session.configuration_file,
                   "The server's own configuration (else $OUTFIELD_CONFIG, ./outfield.toml, "
                   "/etc/outfield/outfield.toml)")
        ->type_name("FILE");
    app.add_flag("--json", session.json, "Print JSON for programs");
    use_help_layout(app);

    Command program(app, chosen);
    for (const auto add : {add_init,  add_module,  add_config, add_container, add_explain,     add_record,
                           add_file,  add_object,  add_import, add_policy,    add_collect,     add_trash,
                           add_check, add_stray,   add_scrub,  add_repair,    add_environment, add_key,
                           add_user,  add_api_key, add_audit,  add_serve})
        add(program);
    for (const auto add : {add_help, add_completion, add_man}) add(program, app);
}

int fail(const Session& session, std::string_view kind, std::string_view message, bool retryable, int code) {
    fmt::print(stderr, "outfield: {}\n", message);
    if (session.json) {
        const boost::json::object error{{"kind", kind}, {"message", message}, {"retryable", retryable}};
        fmt::print(stderr, "{}\n", boost::json::serialize(boost::json::object{{"error", error}}));
    }
    return code;
}

// As the shell expects of a program whose reader went away.
int end_by_broken_pipe() {
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
    return exit_ok;
}

int act(Session& session, const Action& action) {
    try {
        action(session);
        session.flush();
        return session.exit_code;
    } catch (const Interrupted&) {
        return fail(session, "interrupted", "interrupted", true, exit_interrupted);
    } catch (const BrokenPipe&) {
        return end_by_broken_pipe();
    } catch (const Error& error) {
        return fail(session, to_string(error.kind()), error.what(), error.retryable(),
                    exit_code_of(error.kind()));
    } catch (const std::bad_alloc&) {
        return fail(session, "failed", "out of memory", true, exit_failed);
    } catch (const std::exception& error) {
        return fail(session, "failed", fmt::format("unexpected failure: {}", error.what()), false,
                    exit_failed);
    }
}

}  // namespace

int run(int argc, char** argv) {
    // Libraries write to sockets whose other end may be gone: that is an error code, not the end.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file that grows beyond its limit, likewise
    Session session;
    Action chosen;
    CLI::App app("Binary fields that live outside your database.");
    declare(app, session, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // The help of something that does not exist is none.
        if (error.get_exit_code() == 0 && !names_no_subcommand(app)) return app.exit(error);
        return fail(session, "invalid", usage_message(app, error), false, exit_usage);
    }
    return act(session, chosen);
}

}  // namespace outfield::cli
