#include "wire/content_digest.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <optional>

#include "base/base64.h"
#include "base/text.h"

namespace outfield::wire {

[[noreturn]] static void refuse(std::string_view header) {
    throw Error(
        ErrorKind::invalid,
        fmt::format("{} is no digest: it is written sha-256=:<base64 of 32 bytes>:", in_quotes(header, 120)));
}

static Sha256 hash_in(std::string_view item, std::string_view header) {
    item = trim(item.substr(0, item.find(';')));
    if (item.size() < 2 || !item.starts_with(':') || !item.ends_with(':')) refuse(header);
    const auto bytes = base64_decode(item.substr(1, item.size() - 2));
    Sha256 hash;
    if (!bytes || bytes->size() != hash.bytes.size()) refuse(header);
    std::copy(bytes->begin(), bytes->end(), reinterpret_cast<char*>(hash.bytes.data()));
    return hash;
}

Sha256 parse_digest(std::string_view header) {
    std::optional<Sha256> found;
    for (const auto member : split(header, ',')) {
        const auto equals = member.find('=');
        const auto algorithm = trim(member.substr(0, equals));
        if (equals == member.npos || algorithm.empty()) refuse(header);
        if (algorithm == "sha-256") found = hash_in(trim(member.substr(equals + 1)), header);
    }
    if (!found)
        throw Error(ErrorKind::invalid,
                    fmt::format("of the digests {} none is checked here: send sha-256=:<base64 of 32 bytes>:",
                                in_quotes(header, 120)));
    return *found;
}

std::string render_digest(const Sha256& hash) {
    return fmt::format("sha-256=:{}:", base64_encode(hash.bytes));
}

}  // namespace outfield::wire
