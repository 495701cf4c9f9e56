#include "cli/byte_count.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <cmath>
#include <cstdlib>
#include <string>

#include "base/text.h"

namespace outfield::cli {
namespace {

// 0: no such unit.
double unit_size(std::string unit) {
    for (auto& letter : unit) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    if (unit.empty() || unit == "b") return 1;
    const auto power = std::string_view("kmgt").find(unit[0]);
    if (power == std::string_view::npos) return 0;
    const auto rest = unit.substr(1);
    const double step = rest == "b" ? 1000 : rest.empty() || rest == "ib" ? 1024 : 0;
    return step == 0 ? 0 : std::pow(step, static_cast<double>(power + 1));
}

}  // namespace

std::uint64_t parse_byte_count(std::string_view text, std::string_view what) {
    const auto digits = text.find_first_not_of("0123456789.");
    const std::string number(text.substr(0, digits));
    const auto size = unit_size(std::string(digits == std::string_view::npos ? "" : text.substr(digits)));
    char* end = nullptr;
    const double count = std::strtod(number.c_str(), &end);
    if (number.empty() || *end != '\0' || size == 0 || count * size > 9e18)
        throw Error(ErrorKind::invalid,
                    fmt::format("{}: {} is no number of bytes: write 500, 64k, 20MiB or 1.5GB", what,
                                in_quotes(text)));
    return static_cast<std::uint64_t>(count * size);
}

}  // namespace outfield::cli
