#include "report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace outfield::benchmarks {

static std::string program;

Arguments::Arguments(int argc, char** argv, const std::string& usage) {
    for (int i = 1; i < argc; i += 2) {
        const std::string name = argv[i];
        if (name == "--help") {
            fmt::print("{}", usage);
            std::exit(0);
        }
        if (i + 1 == argc || usage.find(name + " ") == std::string::npos) {
            fmt::print(stderr, "{}", usage);
            std::exit(2);
        }
        given_.emplace_back(name, argv[i + 1]);
    }
}

std::string Arguments::text(const std::string& name, const std::string& otherwise) const {
    for (const auto& [given, value] : given_)
        if (given == name) return value;
    return otherwise;
}

unsigned Arguments::number(const std::string& name, unsigned otherwise) const {
    return static_cast<unsigned>(std::stoul(text(name, std::to_string(otherwise))));
}

std::string server_variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (!value) throw std::runtime_error(name + " is not set: start it through benchmarks/run");
    return value;
}

void Row::add(double value, std::string figures) {
    rounds_.emplace_back(value, std::move(figures));
}

static std::string rendered(const Goal& goal, double value) {
    if (goal.kind == Goal::Kind::none) return "| none |";
    const bool at_most = goal.kind == Goal::Kind::at_most;
    const bool met = at_most ? value <= goal.limit : value >= goal.limit;
    return fmt::format("| at {} {:g} | {}", at_most ? "most" : "least", goal.limit,
                       met ? "met" : "**missed**");
}

void Row::print() const {
    const bool at_most = goal_.kind == Goal::Kind::at_most;
    const auto& [best, figures] = at_most ? *std::min_element(rounds_.begin(), rounds_.end())
                                          : *std::max_element(rounds_.begin(), rounds_.end());
    std::string all;
    for (const auto& round : rounds_) all += fmt::format("{}{:.2f}", all.empty() ? "" : ", ", round.first);
    fmt::print("| {} | {} | {:.2f} {} {} | {}; rounds: {} |\n", program, what_, best, unit_,
               rendered(goal_, best), figures, all);
    std::fflush(stdout);
}

int run(const std::string& name, const std::function<void()>& work) try {
    program = name;
    work();
    return 0;
} catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", name, error.what());
    return 1;
}

std::string mib(std::uint64_t bytes) {
    return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1 << 20));
}

}  // namespace outfield::benchmarks
