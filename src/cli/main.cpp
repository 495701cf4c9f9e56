#include "cli/program.h"

int main(int argc, char** argv) {
    return outfield::cli::run(argc, argv);
}
