#include <fmt/format.h>
#include <outfield/error.h>

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

std::vector<std::string> option_names(const CommandReference& command, const CommandReference& program) {
    std::vector<std::string> names;
    for (const auto& option : command.options)
        names.insert(names.end(), option.names.begin(), option.names.end());
    if (&command != &program) names.insert(names.end(), {"--json", "--config"});
    return names;
}

std::string words(const CommandReference& command, const CommandReference& program) {
    std::vector<std::string> all;
    for (const auto& subcommand : command.subcommands) all.push_back(subcommand.name);
    for (auto& name : option_names(command, program)) all.push_back(std::move(name));
    return fmt::format("{}", fmt::join(all, " "));
}

// "outfield|outfield config)" lines of a case over the subcommands typed so far.
std::string cases(const CommandReference& program) {
    std::string text;
    for_all(program, [&](const CommandReference& command) {
        text += fmt::format("        '{}') words='{}' ;;\n", command.path, words(command, program));
    });
    return text;
}

std::string groups(const CommandReference& program) {
    std::vector<std::string> paths;
    for_all(program, [&](const CommandReference& command) { paths.push_back("'" + command.path + "'"); });
    return fmt::format("{}", fmt::join(paths, "|"));
}

std::string bash(const CommandReference& program) {
    return fmt::format(
        R"(# bash completion of outfield: outfield completion bash > /etc/bash_completion.d/outfield
_outfield() {{
    local path=outfield word words i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${{COMP_WORDS[i]}}
        case "$path $word" in
        {}) path="$path $word" ;;
        esac
    done
    case "$path" in
{}        esac
    COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o default -F _outfield outfield
)",
        groups(program), cases(program));
}

std::string zsh(const CommandReference& program) {
    return fmt::format(R"(#compdef outfield
# zsh completion of outfield: outfield completion zsh > "${{fpath[1]}}/_outfield"
_outfield() {{
    local path_=outfield word words_ i
    for ((i = 2; i < CURRENT; i++)); do
        word=${{words[i]}}
        case "$path_ $word" in
        {}) path_="$path_ $word" ;;
        esac
    done
    case "$path_" in
{}    esac
    compadd -- ${{=words_}}
    _files
}}
compdef _outfield outfield
)",
                       groups(program), [&] {
                           auto text = cases(program);
                           for (std::size_t at = 0; (at = text.find(" words=", at)) != std::string::npos;
                                at += 8)
                               text.replace(at, 7, " words_=");
                           return text;
                       }());
}

std::string in_fish_quotes(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return out + "'";
}

// Said once the words before are exactly the subcommands of this path.
std::string fish_condition(const CommandReference& command) {
    const auto typed = command.path.substr(
        command.path.find(' ') == std::string::npos ? command.path.size() : command.path.find(' ') + 1);
    return fmt::format("'__outfield_at {}'", typed);
}

std::string fish(const CommandReference& program) {
    std::string text =
        R"(# fish completion of outfield: outfield completion fish > ~/.config/fish/completions/outfield.fish
function __outfield_at
    set -l typed (string match -v -- '-*' (commandline -opc)[2..-1])
    test (count $typed) -ge (count $argv); or return 1
    test "$typed[1..(count $argv)]" = "$argv"; or test (count $argv) -eq 0
end
)";
    for_all(program, [&](const CommandReference& command) {
        const auto when = fish_condition(command);
        for (const auto& subcommand : command.subcommands)
            text += fmt::format("complete -c outfield -f -n {} -a {} -d {}\n", when, subcommand.name,
                                in_fish_quotes(subcommand.summary));
        for (const auto& option : command.options)
            for (const auto& name : option.names)
                text += fmt::format("complete -c outfield -n {} {} {}{} -d {}\n", when,
                                    name.starts_with("--") ? "-l" : "-s",
                                    trim(name.substr(name.starts_with("--") ? 2 : 1)),
                                    option.placeholder.empty() ? "" : " -r", in_fish_quotes(option.help));
    });
    return text;
}

void completion(Session& session, const CommandReference& program, const std::string& shell) {
    if (shell == "bash") return session.print(bash(program));
    if (shell == "zsh") return session.print(zsh(program));
    if (shell == "fish") return session.print(fish(program));
    throw Error(ErrorKind::invalid,
                fmt::format("no completion for {}; there are: bash, zsh, fish", in_quotes(shell, 40)));
}

}  // namespace

void add_completion(Command& program, const CLI::App& described) {
    auto shell = std::make_shared<std::string>();
    program.command("completion", "Print the completion of a shell")
        .argument("SHELL", *shell, "bash, zsh or fish")
        .example("source <(outfield completion bash)")
        .runs([shell, &described](Session& session) { completion(session, describe(described), *shell); });
}

}  // namespace outfield::cli
