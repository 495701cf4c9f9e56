#include "cli/reference.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/usage_error.h"

namespace outfield::cli {
namespace {

OptionReference describe_option(const CLI::Option& option) {
    OptionReference reference;
    for (const auto& name : option.get_snames()) reference.names.push_back("-" + name);
    for (const auto& name : option.get_lnames()) reference.names.push_back("--" + name);
    const bool takes_value = option.get_type_size_max() > 0;
    if (reference.names.empty())
        reference.placeholder = option.get_name(true);
    else if (takes_value)
        reference.placeholder = option.get_type_name();
    reference.help = option.get_description();
    reference.required = option.get_required();
    reference.many = reference.names.empty() && option.get_items_expected_max() > 1;
    return reference;
}

void split_description(const std::string& text, CommandReference& reference) {
    auto left = std::string_view(text);
    const auto end = left.find("\n\n");
    reference.summary = left.substr(0, end);
    while (left.find("\n\n") != std::string_view::npos) {
        left.remove_prefix(left.find("\n\n") + 2);
        reference.details.emplace_back(left.substr(0, left.find("\n\n")));
    }
}

}  // namespace

CommandReference describe(const CLI::App& app) {
    CommandReference reference;
    reference.path = path_of(app);
    reference.name = app.get_name();
    split_description(app.get_description(), reference);
    const auto footer = app.get_footer();
    if (footer.starts_with("Examples:"))
        for (const auto line : split(std::string_view(footer), '\n'))
            if (line.starts_with("  ")) reference.examples.emplace_back(trim(line));
    for (const auto* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        auto described = describe_option(*option);
        (described.names.empty() ? reference.arguments : reference.options).push_back(std::move(described));
    }
    for (const auto* subcommand : app.get_subcommands({}))
        reference.subcommands.push_back(describe(*subcommand));
    return reference;
}

std::string usage_of(const CommandReference& command) {
    std::string usage = command.path;
    if (!command.options.empty()) usage += " [OPTIONS]";
    for (const auto& argument : command.arguments) {
        const auto text = argument.placeholder + (argument.many ? "..." : "");
        usage += argument.required ? " " + text : " [" + text + "]";
    }
    return command.subcommands.empty() ? usage : usage + " SUBCOMMAND";
}

std::string spelled(const OptionReference& option) {
    auto text = fmt::format("{}", fmt::join(option.names, ", "));
    if (option.names.empty()) return option.placeholder;
    return option.placeholder.empty() ? text : text + " " + option.placeholder;
}

}  // namespace outfield::cli
