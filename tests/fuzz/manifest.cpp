#include <outfield/registry.h>

#include "fuzz.h"

using namespace outfield;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::expect_answer_or_error([&] {
        const auto module = parse_manifest(fuzz::text(data, size), "fuzz.toml");
        const auto rendered = render_manifest(module);
        fuzz::require(render_manifest(parse_manifest(rendered, "rendered")) == rendered);
    });
    return 0;
}
