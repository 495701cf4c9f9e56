#include <algorithm>
#include <string>

#include "fuzz.h"
#include "wire/json_writer.h"
#include "wire/jsonrpc_reader.h"

using namespace outfield;

static std::string read_and_written(std::string_view document, std::size_t step) {
    wire::StringTextSink written;
    fuzz::expect_answer_or_error([&] {
        wire::LongTexts texts("/dev/shm", 10'000);
        const auto reader =
            wire::json_reader({.depth = 8, .values = 1000, .text = 100, .memory = 4000}, texts);
        for (auto rest = document; !rest.empty(); rest.remove_prefix(std::min(step, rest.size())))
            reader->feed(rest.substr(0, step));
        wire::write_json(written, reader->finish());
    });
    return written.text;
}

// In one piece and in small ones: the same document or none. What was written reads as the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto once = read_and_written(fuzz::text(data, size), size + 1);
    fuzz::require(read_and_written(fuzz::text(data, size), 7) == once);
    fuzz::require(once.empty() || read_and_written(once, once.size()) == once);
    return 0;
}
