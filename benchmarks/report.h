// What the programs have in common: their arguments, and the rows that they print.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "measure.h"

namespace outfield::benchmarks {

// "--name VALUE" and "--flag". --help prints `usage` and ends the program; an unknown name ends it with 2.
class Arguments {
  public:
    Arguments(int argc, char** argv, const std::string& usage);
    unsigned number(const std::string& name, unsigned otherwise) const;
    std::string text(const std::string& name, const std::string& otherwise) const;

  private:
    std::vector<std::pair<std::string, std::string>> given_;
};

// A variable of the test servers (tests/servers/up). Throws std::runtime_error when it is not set.
std::string server_variable(const std::string& name);

struct Goal {
    enum class Kind { at_most, at_least, none } kind;
    double limit;
};
inline Goal at_most(double limit) {
    return {Goal::Kind::at_most, limit};
}
inline Goal at_least(double limit) {
    return {Goal::Kind::at_least, limit};
}

// For what is only to be known; the highest of the rounds counts.
inline Goal no_goal() {
    return {Goal::Kind::none, 0};
}

// One row of the table: what, the best of the rounds, the goal, whether it is met, and the figures of that
// round with the values of all rounds.
class Row {
  public:
    Row(std::string what, Goal goal, std::string unit = "x")
        : what_(std::move(what)), goal_(goal), unit_(std::move(unit)) {}
    void add(double value, std::string figures);
    void print() const;

  private:
    std::string what_;
    Goal goal_;
    std::string unit_;
    std::vector<std::pair<double, std::string>> rounds_;
};

// Runs the program's work; an exception is printed and becomes exit code 1.
int run(const std::string& name, const std::function<void()>& work);

std::string mib(std::uint64_t bytes);

}  // namespace outfield::benchmarks
