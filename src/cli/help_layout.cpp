#include "cli/help_layout.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/exit_code.h"

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

    std::string make_footer(const CLI::App* app) const override {
        const auto footer = app->get_footer();
        return footer.empty() ? "" : "\n" + footer + "\n";
    }
};

std::string exit_codes() {
    std::string text = "Exit codes:\n";
    for (const auto& [code, meaning] : exit_code_meanings())
        text += fmt::format("  {:<5}{}\n", static_cast<int>(code), meaning);
    return text + "\nBegin with 'outfield init'; 'outfield COMMAND --help' teaches each with an example.";
}

}  // namespace

void use_help_layout(CLI::App& program) {
    program.formatter(std::make_shared<Layout>());
    program.footer(exit_codes());
}

}  // namespace outfield::cli
