#include <fmt/format.h>
#include <outfield/error.h>

#include <boost/json.hpp>
#include <memory>

#include "access/access.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/configuration_check.h"
#include "cli/server_configuration.h"
#include "cli/server_table.h"
#include "cli/session.h"
#include "cli/stop_signals.h"
#include "connections/connections.h"
#include "http/server.h"
#include "instance/rooms.h"
#include "server/server.h"

namespace outfield::cli {
namespace {

struct Given {
    bool check_config = false, routes = false;
    std::optional<std::string> listen;
};

std::string address_of(const server::Options& options, std::uint16_t port) {
    const bool is_v6 = options.address.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}", options.certificate.empty() ? "http" : "https", is_v6 ? "[" : "",
                       options.address, is_v6 ? "]" : "", port);
}

void set_listen(server::Options& options, const std::string& listen) try {
    server_keys().front().set(options, listen);
} catch (const Error& error) {
    throw Error(error.kind(), fmt::format("--listen: {}: {}", in_quotes(listen, 60), error.what()));
}

server::Options options_of(const std::filesystem::path& file, const Given& given) {
    auto options = read_server_table(file);
    if (given.listen) set_listen(options, *given.listen);
    return options;
}

// One fault a line; the last of them is the error that the program ends with.
void check(Session& session, const std::filesystem::path& file, const Given& given) {
    const auto [faults, notes] = look_at_configuration(file, [&] { return options_of(file, given); });
    for (const auto& note : notes) session.note(note);
    if (faults.empty()) {
        session.report(fmt::format("{} is good", file.native()), boost::json::object{{"ok", true}});
        return;
    }
    for (std::size_t i = 0; i + 1 < faults.size(); ++i) session.note(faults[i].what());
    throw faults.back();
}

void show_first_password(Session& session, access::Access& access) {
    const auto password = access.create_administrator();
    if (!password) return;
    session.note(
        fmt::format("the first user is 'admin' with the password {}  It is shown this once: change it with "
                    "'outfield user password admin'",
                    password->reveal()));
}

void show_routes(Session& session, const server::Server& server) {
    boost::json::array routes;
    std::string lines;
    for (const auto& [method, pattern] : server.routes()) {
        routes.push_back(boost::json::object{{"method", method}, {"path", pattern}});
        lines += fmt::format("{}{:<8}{}", lines.empty() ? "" : "\n", method, pattern);
    }
    session.report(lines, boost::json::object{{"routes", std::move(routes)}});
}

void serve(Session& session, const Given& given) {
    const auto file = find_server_configuration(session.configuration_file);
    if (given.check_config) return check(session, file, given);
    const auto options = options_of(file, given);
    if (!options.certificate.empty()) http::check_tls_files({options.certificate, options.key});
    server::check_temporary_directory(options);
    const StopSignals signals;  // before any thread, which would be given them
    auto& instance = session.instance();
    auto& places = Rooms(instance).connections().places();
    for (const auto& directory : options.directories) places.allow(directory);
    if (!options.key.empty()) places.keep_out(options.key);
    access::Access access(Rooms(instance).catalog(), instance.registry(), options.access);
    if (given.routes) return show_routes(session, server::Server(instance, access, options));
    show_first_password(session, access);
    server::Server server(instance, access, options);
    const auto watch = signals.watch([&] { server.stop(); });
    server.run([&] {
        session.report(
            fmt::format("Outfield listens on {}", address_of(options, server.port())),
            boost::json::object{{"address", address_of(options, server.port())}, {"port", server.port()}});
        session.flush();
    });
}

}  // namespace

void add_serve(Command& program) {
    auto given = std::make_shared<Given>();
    program.command("serve", "Serve OpenERP's clients, and files, over HTTP")
        .details(
            "Answers XML-RPC and JSON-RPC as OpenERP does, /web/content, and a plain interface for files, "
            "until "
            "SIGTERM or Ctrl-C; requests under way are ended first. What can be set stands in the table "
            "[server] of "
            "outfield.toml (docs/server.md). The first start makes the user 'admin' and shows its password "
            "once.")
        .option("--listen", given->listen, "ADDRESS:PORT", "Instead of what outfield.toml says")
        .flag("--check-config", given->check_config,
              "Start nothing: say what is wrong in outfield.toml, or with the catalog, sealing key, "
              "certificate and temporary directory that it names")
        .flag("--routes", given->routes, "Only print the methods and paths that it answers")
        .example("outfield serve")
        .example("outfield serve --listen 127.0.0.1:8070")
        .example("outfield serve --check-config")
        .runs([given](Session& session) { serve(session, *given); });
}

}  // namespace outfield::cli
