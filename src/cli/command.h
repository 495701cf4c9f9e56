// How a subcommand declares itself. Each file of this folder that is named after a subcommand has one add_...
// function; help, usage errors, shell completion, man pages and docs are all made from what it declares.
//
//     void add_collect(Command& program) {
//         auto options = std::make_shared<Options>();
//         program.command("collect", "Removes what no record needs")
//             .option("--revisit", options->revisit, "AGE", "How long ...")
//             .example("outfield collect")
//             .runs([options](Session& session) { collect(session, *options); });
//     }
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace outfield::cli {

class Session;
using Action = std::function<void(Session&)>;

// One program, group or subcommand while it is declared. A light handle: copies mean the same one. The
// variables that are given by reference are filled before the action runs, and must live until then.
class Command {
  public:
    Command(CLI::App& app, Action& chosen) : app_(&app), chosen_(&chosen) {}

    Command group(const std::string& name, const std::string& summary);  // has subcommands of its own
    Command command(const std::string& name, const std::string& summary);

    Command& details(const std::string& text);  // a paragraph below the summary
    Command& example(const std::string& line);  // several may be given

    // Required positional arguments; the second kind takes one or more and comes last.
    Command& argument(const std::string& name, std::string& value, const std::string& help);
    Command& arguments(const std::string& name, std::vector<std::string>& values, const std::string& help);
    Command& optional_argument(const std::string& name, std::string& value, const std::string& help);
    Command& optional_arguments(const std::string& name, std::vector<std::string>& values,
                                const std::string& help);

    // `names` is "--order" or "-o,--output"; `placeholder` is shown for the value.
    Command& option(const std::string& names, std::string& value, const std::string& placeholder,
                    const std::string& help);
    Command& option(const std::string& names, std::optional<std::string>& value,
                    const std::string& placeholder, const std::string& help);
    Command& option(const std::string& names, std::size_t& value, const std::string& placeholder,
                    const std::string& help);
    Command& repeated_option(const std::string& names, std::vector<std::string>& values,
                             const std::string& placeholder, const std::string& help);
    Command& flag(const std::string& names, bool& value, const std::string& help);

    // An option that people will try and that must not exist: refused with `reason`, its value not repeated.
    Command& refused_option(const std::string& names, const std::string& reason);

    Command& runs(Action action);

  private:
    CLI::App* app_;
    Action* chosen_;
};

}  // namespace outfield::cli
