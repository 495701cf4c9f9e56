// The declared program as plain data: what --help, the man pages, the Markdown page and the completions say
// alike.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace outfield::cli {

struct OptionReference {
    std::vector<std::string> names;  // "-o", "--output"; empty for an argument
    std::string placeholder;         // "PATH"; empty for a flag
    std::string help;
    bool required = false;
    bool many = false;
};

struct CommandReference {
    std::string path;  // "outfield record create"
    std::string name;  // "create"
    std::string summary;
    std::vector<std::string> details;   // paragraphs
    std::vector<std::string> examples;  // command lines
    std::vector<OptionReference> arguments, options;
    std::vector<CommandReference> subcommands;
};

CommandReference describe(const CLI::App& app);

// "outfield record create [OPTIONS] MODEL [NAME=VALUE...]"
std::string usage_of(const CommandReference& command);

// "-o, --output PATH"
std::string spelled(const OptionReference& option);

}  // namespace outfield::cli
