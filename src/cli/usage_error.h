// A usage error in one sentence. What was typed is repeated only where it cannot be a secret.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace outfield::cli {

// The subcommand that was being parsed: "config add".
const CLI::App& innermost(const CLI::App& program);
std::string path_of(const CLI::App& app);  // "outfield config add"

// Whether a group was given a word that is none of its subcommands.
bool names_no_subcommand(const CLI::App& program);

std::string usage_message(const CLI::App& program, const CLI::ParseError& error);

}  // namespace outfield::cli
