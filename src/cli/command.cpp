#include "cli/command.h"

#include <CLI/CLI.hpp>

namespace outfield::cli {

Command Command::group(const std::string& name, const std::string& summary) {
    auto below = command(name, summary);
    below.app_->require_subcommand(1);
    return below;
}

Command Command::command(const std::string& name, const std::string& summary) {
    auto* app = app_->add_subcommand(name, summary);
    app->footer("");  // it would inherit that of the group
    return {*app, *chosen_};
}

Command& Command::details(const std::string& text) {
    app_->description(app_->get_description() + "\n\n" + text);
    return *this;
}

Command& Command::example(const std::string& line) {
    const auto before = app_->get_footer();
    app_->footer((before.empty() ? "Examples:" : before) + "\n  " + line);
    return *this;
}

Command& Command::argument(const std::string& name, std::string& value, const std::string& help) {
    app_->add_option(name, value, help)->required()->type_name("");
    return *this;
}

Command& Command::arguments(const std::string& name, std::vector<std::string>& values,
                            const std::string& help) {
    app_->add_option(name, values, help)->required()->type_name("");
    return *this;
}

Command& Command::optional_argument(const std::string& name, std::string& value, const std::string& help) {
    app_->add_option(name, value, help)->type_name("");
    return *this;
}

Command& Command::optional_arguments(const std::string& name, std::vector<std::string>& values,
                                     const std::string& help) {
    app_->add_option(name, values, help)->type_name("");
    return *this;
}

Command& Command::option(const std::string& names, std::string& value, const std::string& placeholder,
                         const std::string& help) {
    app_->add_option(names, value, help)->type_name(placeholder);
    return *this;
}

Command& Command::option(const std::string& names, std::optional<std::string>& value,
                         const std::string& placeholder, const std::string& help) {
    app_->add_option_function<std::string>(
            names, [&value](const std::string& given) { value = given; }, help)
        ->type_name(placeholder);
    return *this;
}

Command& Command::option(const std::string& names, std::size_t& value, const std::string& placeholder,
                         const std::string& help) {
    app_->add_option(names, value, help)->type_name(placeholder);
    return *this;
}

Command& Command::repeated_option(const std::string& names, std::vector<std::string>& values,
                                  const std::string& placeholder, const std::string& help) {
    app_->add_option(names, values, help)
        ->type_name(placeholder)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    return *this;
}

Command& Command::flag(const std::string& names, bool& value, const std::string& help) {
    app_->add_flag(names, value, help);
    return *this;
}

Command& Command::refused_option(const std::string& names, const std::string& reason) {
    app_->add_option_function<std::string>(
            names, [names, reason](const std::string&) { throw CLI::ValidationError(names, reason); })
        ->group("");
    return *this;
}

Command& Command::runs(Action action) {
    app_->final_callback([chosen = chosen_, action = std::move(action)] { *chosen = action; });
    return *this;
}

}  // namespace outfield::cli
