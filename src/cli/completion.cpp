#include <fmt/format.h>
#include <outfield/error.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/reference.h"
#include "cli/session.h"

namespace outfield::cli {
namespace {

// Calls `each` for the program and everything below it.
template <typename Each>
void for_all(const CommandReference& command, const Each& each) {
    each(command);
    for (const auto& subcommand : command.subcommands) for_all(subcommand, each);
}

std::string option_names(const CommandReference& command, const CommandReference& program) {
    std::vector<std::string> names;
    for (const auto& option : command.options)
        names.insert(names.end(), option.names.begin(), option.names.end());
    if (&command != &program) names.insert(names.end(), {"--json", "--config"});
    return fmt::format("{}", fmt::join(names, " "));
}

std::string subcommand_names(const CommandReference& command) {
    std::vector<std::string> names;
    for (const auto& subcommand : command.subcommands) names.push_back(subcommand.name);
    return fmt::format("{}", fmt::join(names, " "));
}

// Lines of a case over the path that was typed so far, which both bash and zsh read: what may come next.
std::string cases(const CommandReference& program) {
    std::string text;
    for_all(program, [&](const CommandReference& command) {
        text += fmt::format("        '{}') subcommands='{}' options='{}' ;;\n", command.path,
                            subcommand_names(command), option_names(command, program));
    });
    return text;
}

std::string paths(const CommandReference& program, std::string_view between) {
    std::vector<std::string> paths;
    for_all(program, [&](const CommandReference& command) { paths.push_back("'" + command.path + "'"); });
    return fmt::format("{}", fmt::join(paths, between));
}

std::string bash(const CommandReference& program) {
    return fmt::format(
        R"(# bash completion of outfield: outfield completion bash > /etc/bash_completion.d/outfield
_outfield() {{
    local typed=outfield current=${{COMP_WORDS[COMP_CWORD]}} subcommands options i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$typed ${{COMP_WORDS[i]}}" in
        {}) typed="$typed ${{COMP_WORDS[i]}}" ;;
        esac
    done
    case "$typed" in
{}    esac
    [[ $current != -* ]] || subcommands=$options
    COMPREPLY=($(compgen -W "$subcommands" -- "$current"))
}}
complete -o default -F _outfield outfield
)",
        paths(program, "|"), cases(program));
}

// The file's text is the function's first body when zsh loads it from its fpath: it has to complete then,
// too.
std::string zsh(const CommandReference& program) {
    return fmt::format(R"(#compdef outfield
# zsh completion of outfield: outfield completion zsh > "${{fpath[1]}}/_outfield"
_outfield() {{
    local typed=outfield subcommands options i
    for ((i = 2; i < CURRENT; i++)); do
        case "$typed ${{words[i]}}" in
        {}) typed="$typed ${{words[i]}}" ;;
        esac
    done
    case "$typed" in
{}    esac
    [[ $PREFIX != -* ]] || subcommands=$options
    compadd -- ${{=subcommands}} || _files
}}
if [[ $funcstack[1] == _outfield ]]; then
    _outfield "$@"
else
    compdef _outfield outfield
fi
)",
                       paths(program, "|"), cases(program));
}

std::string in_fish_quotes(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return out + "'";
}

std::string fish_option(const OptionReference& option, const std::string& condition) {
    std::string text = "complete -c outfield" + condition;
    for (const auto& name : option.names)
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    return fmt::format("{}{} -d {}\n", text, option.placeholder.empty() ? "" : " -r",
                       in_fish_quotes(option.help));
}

std::string fish(const CommandReference& program) {
    auto text = fmt::format(
        R"(# fish completion of outfield: outfield completion fish > ~/.config/fish/completions/outfield.fish
function __outfield_at
    set -l typed outfield
    for word in (commandline -opc)[2..-1]
        contains -- "$typed $word" {}
        and set typed "$typed $word"
    end
    test "$typed" = "$argv"
end
)",
        paths(program, " "));
    for_all(program, [&](const CommandReference& command) {
        const auto here = fmt::format(" -n '__outfield_at {}'", command.path);
        for (const auto& subcommand : command.subcommands)
            text += fmt::format("complete -c outfield -f{} -a {} -d {}\n", here, subcommand.name,
                                in_fish_quotes(subcommand.summary));
        for (const auto& option : command.options) {
            const bool everywhere = option.names.front() == "--json" || option.names.front() == "--config";
            text += fish_option(option, everywhere ? "" : here);
        }
    });
    return text;
}

constexpr std::array shells{"bash", "zsh", "fish"};

// `command` as an argument of 'outfield help'.
CommandReference behind_help(const CommandReference& command) {
    CommandReference word;
    word.path = "outfield help" + command.path.substr(command.path.find(' '));
    word.name = command.name;
    word.summary = command.summary;
    for (const auto& subcommand : command.subcommands) word.subcommands.push_back(behind_help(subcommand));
    return word;
}

// The program with the words that an argument may be, as if they were subcommands.
CommandReference with_words(CommandReference program) {
    std::vector<CommandReference> commands;
    for (const auto& command : program.subcommands) commands.push_back(behind_help(command));
    for (auto& command : program.subcommands) {
        if (command.name == "help") command.subcommands = commands;
        if (command.name != "completion") continue;
        for (const std::string shell : shells)
            command.subcommands.push_back(
                {command.path + " " + shell, shell, "For " + shell, {}, {}, {}, {}, {}});
    }
    return program;
}

void completion(Session& session, const CLI::App& described, const std::string& shell) {
    const auto program = with_words(describe(described));
    if (shell == "bash") return session.print(bash(program));
    if (shell == "zsh") return session.print(zsh(program));
    if (shell == "fish") return session.print(fish(program));
    throw Error(ErrorKind::invalid, fmt::format("no completion for {}; there are: {}", in_quotes(shell, 40),
                                                fmt::join(shells, ", ")));
}

}  // namespace

void add_completion(Command& program, const CLI::App& described) {
    auto shell = std::make_shared<std::string>();
    program.command("completion", "Print the completion of a shell")
        .argument("SHELL", *shell, "bash, zsh or fish")
        .example("source <(outfield completion bash)")
        .runs([shell, &described](Session& session) { completion(session, described, *shell); });
}

}  // namespace outfield::cli
