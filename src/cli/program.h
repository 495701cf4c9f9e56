// The program `outfield`: parses, runs one subcommand and turns what it throws into a message and an exit
// code.
#pragma once

namespace outfield::cli {

int run(int argc, char** argv);

}  // namespace outfield::cli
