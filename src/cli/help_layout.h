// How --help looks, for the program and every subcommand.
#pragma once

namespace CLI {
class App;
}

namespace outfield::cli {

// To be called before the subcommands are added, which inherit it.
void use_help_layout(CLI::App& program);

}  // namespace outfield::cli
