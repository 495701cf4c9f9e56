#include "cli/usage_error.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace outfield::cli {
namespace {

// The option alone: what follows '=' or the next word may be a secret.
std::string unexpected(const CLI::App& app, const std::vector<std::string>& words) {
    for (const auto& word : words) {
        if (!word.starts_with("-")) continue;
        const auto name = word.substr(0, word.find('='));
        std::vector<std::string> known;
        for (const auto* above = &app; above; above = above->get_parent())
            for (const auto* option : above->get_options())
                for (const auto& long_name : option->get_lnames()) known.push_back("--" + long_name);
        const std::vector<std::string_view> candidates(known.begin(), known.end());
        const auto near = nearest(name, candidates);
        return fmt::format("there is no option {}{}", in_quotes(name, 60),
                           near ? fmt::format(" (did you mean {}?)", *near) : "");
    }
    return fmt::format("{} is one argument too many", in_quotes(words.empty() ? "" : words.front(), 60));
}

std::string missing_subcommand(const CLI::App& app, const std::vector<std::string>& words) {
    std::vector<std::string> known;
    for (const auto* sub : app.get_subcommands({})) known.push_back(sub->get_name());
    const auto list = fmt::format("{}", fmt::join(known, ", "));
    if (words.empty() || words.front().starts_with("-")) return fmt::format("say which: {}", list);
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    const auto near = nearest(words.front(), candidates);
    return fmt::format("there is no subcommand {}; {}", in_quotes(words.front(), 60),
                       near ? fmt::format("did you mean '{}'?", *near) : "there are: " + list);
}

// A word that was taken for an option may be the argument that is missing.
bool is_unexpected(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) return true;
    return error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
           app.get_subcommands({}).empty() &&
           std::ranges::any_of(words, [](const std::string& word) { return word.starts_with('-'); });
}

}  // namespace

const CLI::App& innermost(const CLI::App& program) {
    const auto* app = &program;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return *app;
}

std::string path_of(const CLI::App& app) {
    return app.get_parent() ? path_of(*app.get_parent()) + " " + app.get_name() : app.get_name();
}

bool names_no_subcommand(const CLI::App& program) {
    const auto words = program.remaining(true);
    return !innermost(program).get_subcommands({}).empty() && !words.empty() &&
           !words.front().starts_with("-");
}

std::string usage_message(const CLI::App& program, const CLI::ParseError& error) {
    const auto& app = innermost(program);
    const auto words = program.remaining(true);
    std::string reason = error.what();
    if (is_unexpected(app, error, words))
        reason = unexpected(app, words);
    else if (!app.get_subcommands({}).empty())
        reason = missing_subcommand(app, words);
    return fmt::format("{} (see '{} --help')", reason, path_of(app));
}

}  // namespace outfield::cli
