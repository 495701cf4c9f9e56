#include <fmt/format.h>
#include <outfield/error.h>

#include <filesystem>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/reference.h"
#include "cli/session.h"

namespace outfield::cli {
namespace {

// Text in roff: a backslash, and a dot or quote that begins a line, mean something (man 7 groff).
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    return out;
}

void write_options(const std::vector<OptionReference>& options, std::string& out) {
    for (const auto& option : options)
        out += fmt::format(".TP\n.B {}\n{}\n", roff(spelled(option)), roff(option.help));
}

void write_command(const CommandReference& command, std::string& out) {
    out += fmt::format(".SS {}\n{}\n", roff(usage_of(command)), roff(command.summary + "."));
    for (const auto& paragraph : command.details) out += ".PP\n" + roff(paragraph) + "\n";
    write_options(command.arguments, out);
    write_options(command.options, out);
    if (!command.examples.empty()) out += ".PP\nExamples:\n.PP\n.nf\n.RS\n";
    for (const auto& example : command.examples) out += roff(example) + "\n";
    if (!command.examples.empty()) out += ".RE\n.fi\n";
    for (const auto& subcommand : command.subcommands) write_command(subcommand, out);
}

std::string page(const CommandReference& program) {
    std::string out = fmt::format(
        ".TH OUTFIELD 1 \"\" \"outfield {}\" \"Outfield\"\n.SH NAME\noutfield \\- {}\n.SH SYNOPSIS\n.B {}\n",
        OUTFIELD_VERSION, roff(program.summary), roff(usage_of(program)));
    out += ".SH OPTIONS\n";
    write_options(program.options, out);
    out += ".SH SUBCOMMANDS\n";
    for (const auto& subcommand : program.subcommands) write_command(subcommand, out);
    out += ".SH EXIT STATUS\n";
    for (const auto& [code, meaning] : exit_code_meanings())
        out += fmt::format(".TP\n.B {}\n{}\n", static_cast<int>(code), roff(meaning));
    out +=
        ".SH FILES\n.TP\n.B outfield.toml\nWhere the catalog and the sealing key are: \\-\\-config, else "
        "$OUTFIELD_CONFIG, else this directory, else /etc/outfield.\n";
    return out;
}

void man(Session& session, const CommandReference& program, const std::string& directory) {
    const auto text = page(program);
    if (directory.empty()) return session.print(text);
    const auto file = std::filesystem::path(directory) / "outfield.1";
    const auto output = output_to_file(file, Overwrite::yes);
    output->write(std::as_bytes(std::span(text)));
    output->finish();
}

}  // namespace

void add_man(Command& program, const CLI::App& described) {
    auto directory = std::make_shared<std::string>();
    program.command("man", "Print the man page, or write it as outfield.1")
        .optional_argument("DIRECTORY", *directory, "Where; standard output when it is left out")
        .example("outfield man | man -l -")
        .runs([directory, &described](Session& session) { man(session, describe(described), *directory); });
}

}  // namespace outfield::cli
