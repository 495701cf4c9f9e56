#include "cli/help_layout.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace outfield::cli {
namespace {

class Layout final : public CLI::Formatter {
  public:
    Layout() { column_width(34); }

    // "--order ORDER" and no remarks on what kind of text that is.
    std::string make_option_opts(const CLI::Option* option) const override {
        if (option->get_type_size() == 0 || option->get_type_name().empty()) return "";
        return " " + option->get_type_name();
    }

    // In the list of its group: the first line says enough.
    std::string make_subcommand(const CLI::App* app) const override {
        const auto summary = app->get_description();
        return fmt::format("  {:<{}}{}\n", app->get_name(), get_column_width() - 2,
                           summary.substr(0, summary.find('\n')));
    }
};

}  // namespace

void use_help_layout(CLI::App& program) {
    program.formatter(std::make_shared<Layout>());
    program.footer(
        "Begin with 'outfield init'. 'outfield COMMAND --help' shows examples of each; 'outfield man' is all "
        "of it,\n"
        "with the exit codes.");
}

}  // namespace outfield::cli
