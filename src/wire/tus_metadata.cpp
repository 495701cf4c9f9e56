#include "wire/tus_metadata.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/base64.h"
#include "base/text.h"

namespace outfield::wire {

static constexpr std::size_t most_pairs = 64;

const std::string* TusMetadata::find(std::string_view key) const noexcept {
    for (const auto& [name, value] : *this)
        if (name == key) return &value;
    return nullptr;
}

[[noreturn]] static void refuse(std::string_view header, std::string_view why) {
    throw Error(ErrorKind::invalid,
                fmt::format("the Upload-Metadata {} is refused: {}", in_quotes(header, 80), why));
}

TusMetadata parse_tus_metadata(std::string_view header) {
    TusMetadata metadata;
    if (trim(header).empty()) return metadata;
    for (const auto member : split(header, ',')) {
        const auto pair = trim(member);
        const auto space = std::min(pair.find(' '), pair.size());
        const auto key = pair.substr(0, space);
        const auto is_bad = [](unsigned char c) { return c <= 0x20U || c >= 0x7FU; };
        if (key.empty() || std::any_of(key.begin(), key.end(), is_bad))
            refuse(header, "a key is not of visible ASCII characters");
        if (metadata.find(key)) refuse(header, "a key comes twice");
        if (metadata.size() == most_pairs) refuse(header, "it has too many keys");
        auto value = base64_decode(trim(pair.substr(space)));
        if (!value) refuse(header, "a value is no base64");
        metadata.emplace_back(std::string(key), std::move(*value));
    }
    return metadata;
}

std::string render(const TusMetadata& metadata) {
    std::string header;
    for (const auto& [key, value] : metadata) {
        if (!header.empty()) header += ',';
        header += key;
        if (!value.empty()) header += ' ' + base64_encode(std::as_bytes(std::span(value)));
    }
    return header;
}

}  // namespace outfield::wire
