#include "cli/range.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"

namespace outfield::cli {

[[noreturn]] static void refuse(std::string_view text) {
    throw Error(ErrorKind::invalid,
                fmt::format("--range: {} is no range; 0-99 are the first hundred bytes, 100- all but them, "
                            "-100 the last hundred",
                            in_quotes(text, 60)));
}

[[noreturn]] static void refuse_outside(std::string_view text, std::uint64_t size) {
    throw Error(ErrorKind::invalid, fmt::format("--range: {} has no byte of the value, whose size is {}",
                                                in_quotes(text, 60), size));
}

ByteRange parse_range(std::string_view text, std::uint64_t size) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) refuse(text);
    const auto head = text.substr(0, dash), tail = text.substr(dash + 1);
    const auto first = parse_unsigned(head), last = parse_unsigned(tail);
    if ((!head.empty() && !first) || (!tail.empty() && !last) || (!first && !last)) refuse(text);
    if (first && last && *last < *first) refuse(text);
    if (first ? *first >= size : *last == 0) refuse_outside(text, size);
    if (!first) return {size - std::min(*last, size), std::nullopt};
    if (!last) return {*first, std::nullopt};
    return {*first, *last == UINT64_MAX ? std::nullopt : std::optional(*last - *first + 1)};
}

}  // namespace outfield::cli
