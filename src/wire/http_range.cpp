#include "wire/http_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace outfield::wire {

// A number beyond 64 bits is past every end.
static std::optional<std::uint64_t> position_in(std::string_view digits) {
    if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos) return std::nullopt;
    return parse_unsigned(digits).value_or(UINT64_MAX);
}

static RequestedRange from_to(std::uint64_t first, std::uint64_t last, std::uint64_t size) {
    if (first >= size) return {RequestedRange::Kind::unsatisfiable};
    return {RequestedRange::Kind::part, first, std::min(last, size - 1) - first + 1};
}

static RequestedRange last_bytes(std::uint64_t count, std::uint64_t size) {
    if (count == 0) return {RequestedRange::Kind::unsatisfiable};
    if (size == 0) return {};  // satisfiable by the RFC, and there is no Content-Range for it
    return {RequestedRange::Kind::part, size - std::min(count, size), std::min(count, size)};
}

RequestedRange requested_range(std::string_view header, std::uint64_t size) {
    const auto equals = header.find('=');
    if (equals == header.npos || to_lower(trim(header.substr(0, equals))) != "bytes") return {};
    const auto spec = trim(header.substr(equals + 1));
    const auto dash = spec.find('-');
    if (dash == spec.npos) return {};
    const auto first = position_in(spec.substr(0, dash)), last = position_in(spec.substr(dash + 1));
    if (dash == 0) return last ? last_bytes(*last, size) : RequestedRange{};
    if (!first || (!last && dash + 1 != spec.size()) || (last && *last < *first)) return {};
    return from_to(*first, last.value_or(UINT64_MAX), size);
}

std::string content_range(const RequestedRange& range, std::uint64_t size) {
    if (range.kind == RequestedRange::Kind::unsatisfiable) return fmt::format("bytes */{}", size);
    return fmt::format("bytes {}-{}/{}", range.first, range.first + range.length - 1, size);
}

}  // namespace outfield::wire
