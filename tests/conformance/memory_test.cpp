#include <outfield/conformance.h>

#include "stores/memory/kind.h"

namespace outfield::conformance {
namespace {

std::vector<Candidate> candidates() {
    return {{
        .name = "memory",
        .open = [] { return memory::store_kind().open(Settings()); },
        .forbidden_names = {"", "a/b", "line\nend", std::string(256, 'x')},
        .survives_its_storage = false,
    }};
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Memory, StorageConformance, testing::ValuesIn(candidates()), name_of);

}  // namespace outfield::conformance
