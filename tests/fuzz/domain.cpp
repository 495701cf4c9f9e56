#include "fuzz.h"
#include "records/domain_tree.h"

using namespace outfield;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::expect_answer_or_error([&] { domain_tree(Domain::parse(fuzz::text(data, size))); });
    return 0;
}
