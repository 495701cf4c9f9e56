#include "base/base64.h"

#include <optional>
#include <string>

#include "fuzz.h"
#include "wire/base64_stream.h"

using namespace outfield;

static std::optional<std::string> decoded(std::string_view text, std::size_t step) {
    try {
        const auto source = wire::base64_decoding(source_from(std::string(text)));
        std::string bytes, piece(step, '\0');
        while (const auto count = source->read(std::as_writable_bytes(std::span(piece))))
            bytes.append(piece, 0, count);
        return bytes;
    } catch (const Error&) {
        return std::nullopt;
    }
}

// Whatever the size of the pieces, the same bytes or none; and they encode and decode to themselves.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text(data, size);
    const auto bytes = decoded(text, 4096);
    fuzz::require(decoded(text, 1) == bytes && decoded(text, 7) == bytes);
    if (const auto at_once = base64_decode(text)) fuzz::require(bytes == at_once);
    if (!bytes) return 0;
    wire::StringTextSink encoded;
    wire::Base64EncodingSink sink(encoded);
    const auto all = std::as_bytes(std::span(*bytes));
    sink.write(all.first(all.size() / 2));
    sink.write(all.subspan(all.size() / 2));
    sink.finish();
    fuzz::require(encoded.text == base64_encode(all) && decoded(encoded.text, 5) == bytes);
    return 0;
}
