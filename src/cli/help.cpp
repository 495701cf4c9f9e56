#include <fmt/format.h>
#include <outfield/error.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/reference.h"
#include "cli/server_table.h"
#include "cli/session.h"
#include "cli/usage_error.h"

namespace outfield::cli {
namespace {

struct Options {
    std::vector<std::string> command;
    bool markdown = false, server_options = false;
};

std::string in_cell(const std::string& text) {
    std::string escaped;
    for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
    return escaped;
}

void write_options(const std::vector<OptionReference>& options, std::string& out) {
    for (const auto& option : options)
        if (option.names != std::vector<std::string>{"-h", "--help"})
            out += fmt::format("| `{}` | {} |\n", in_cell(spelled(option)), in_cell(option.help));
}

void write_markdown(const CommandReference& command, std::string& out) {
    out += fmt::format("\n## {}\n\n{}\n", command.path, command.summary);
    for (const auto& paragraph : command.details) out += "\n" + paragraph + "\n";
    out += fmt::format("\n```\n{}\n```\n", usage_of(command));
    std::string rows;
    write_options(command.arguments, rows);
    write_options(command.options, rows);
    if (!rows.empty()) out += "\n| | |\n|---|---|\n" + rows;
    if (!command.examples.empty())
        out += fmt::format("\n```sh\n{}\n```\n", fmt::join(command.examples, "\n"));
    for (const auto& subcommand : command.subcommands) write_markdown(subcommand, out);
}

std::string markdown(const CommandReference& program) {
    std::string out =
        "# The command line\n\n<!-- Made by `outfield help --markdown`; change the declarations in src/cli. "
        "-->\n\n";
    out += "Exit codes:\n\n| | |\n|---|---|\n";
    for (const auto& [code, meaning] : exit_code_meanings())
        out += fmt::format("| {} | {} |\n", static_cast<int>(code), meaning);
    write_markdown(program, out);
    return out;
}

std::string server_options() {
    std::string out = "| key | default | |\n|---|---|---|\n";
    for (const auto& key : server_keys())
        out += fmt::format("| `{}` | {} | {} |\n", key.name,
                           key.default_value.empty() ? "" : fmt::format("`{}`", key.default_value),
                           in_cell(std::string(key.help)));
    return out;
}

const CLI::App& find(const CLI::App& program, const std::vector<std::string>& path) {
    const auto* app = &program;
    for (const auto& name : path) {
        const auto below = app->get_subcommands([&](const CLI::App* one) { return one->get_name() == name; });
        if (below.empty())
            throw Error(ErrorKind::not_found,
                        fmt::format("'{}' has no subcommand {}", path_of(*app), in_quotes(name, 60)));
        app = below.front();
    }
    return *app;
}

void help(Session& session, const CLI::App& program, const Options& options) {
    if (options.markdown) return session.print(markdown(describe(program)));
    if (options.server_options) return session.print(server_options());
    // Without the name of the program itself, help() says "help" of the command that is running.
    session.print(find(program, options.command).help("", CLI::AppFormatMode::Normal));
}

}  // namespace

void add_help(Command& program, const CLI::App& described) {
    auto options = std::make_shared<Options>();
    program.command("help", "The help of a subcommand, or of all as Markdown")
        .optional_arguments("SUBCOMMAND", options->command, "Which one: container create")
        .flag("--markdown", options->markdown, "Everything, as one Markdown page")
        .flag("--server-options", options->server_options,
              "The keys of [server] in outfield.toml, as a Markdown table")
        .example("outfield help container create")
        .runs([options, &described](Session& session) { help(session, described, *options); });
}

}  // namespace outfield::cli
