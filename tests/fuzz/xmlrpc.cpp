#include <algorithm>
#include <string>

#include "fuzz.h"
#include "wire/xmlrpc_reader.h"
#include "wire/xmlrpc_writer.h"

using namespace outfield;

// In one piece and in small ones: the same call or none. Whatever was read can be written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const wire::Limits limits{.depth = 8, .values = 1000, .text = 100, .memory = 4000};
    const auto document = fuzz::text(data, size);
    const auto read = [&](std::size_t step) {
        wire::StringTextSink written;
        fuzz::expect_answer_or_error([&] {
            wire::LongTexts texts("/dev/shm", 10'000);
            const auto reader = wire::xmlrpc_reader(limits, texts);
            for (auto rest = document; !rest.empty(); rest.remove_prefix(std::min(step, rest.size())))
                reader->feed(rest.substr(0, step));
            const auto call = reader->finish();
            wire::write_xmlrpc_response(written, call.params);
        });
        return written.text;
    };
    fuzz::require(read(7) == read(size + 1));
    return 0;
}
