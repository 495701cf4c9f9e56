#include "base/seal.h"
#include "fuzz.h"

using namespace outfield;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto key = SealingKey::from_hex(std::string(64, '7'));
    fuzz::expect_answer_or_error([&] { key->open(fuzz::text(data, size), "context"); });
    SealingKey::from_hex(fuzz::text(data, size));
    return 0;
}
