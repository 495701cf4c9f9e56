#include "wrk.h"

#include <fmt/format.h>

#include <sstream>
#include <stdexcept>

#include "background.h"

namespace outfield::benchmarks {

Load load(const Wrk& wrk, const std::string& url, const std::string& cookie) {
    std::vector<std::string> command{"wrk",
                                     "--threads",
                                     std::to_string(wrk.threads),
                                     "--connections",
                                     std::to_string(wrk.connections),
                                     "--duration",
                                     std::to_string(wrk.seconds),
                                     "--script",
                                     BENCHMARKS_DIRECTORY "/wrk.lua"};
    if (!cookie.empty()) command.insert(command.end(), {"--header", "Cookie: " + cookie});
    command.push_back(url);
    const auto text = output_of(command);
    std::istringstream last_line(text.substr(text.rfind('\n', text.size() - 2) + 1));
    double rate = 0, slowest = 0, failed = 1;
    if (!(last_line >> rate >> slowest >> failed) || failed > 0)
        throw std::runtime_error(fmt::format("wrk on {}: {}", url, text));
    return {rate, slowest / 1000, rate * wrk.seconds};
}

}  // namespace outfield::benchmarks
