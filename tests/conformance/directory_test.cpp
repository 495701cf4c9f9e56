#include <outfield/conformance.h>

#include "conformance/temporary_directory.h"
#include "stores/directory/kind.h"

namespace outfield::conformance {
namespace {

std::unique_ptr<Storage> open() {
    static const TemporaryDirectory root;
    return directory::store_kind().open(Settings({{"path", root.path().string()}}));
}

std::vector<Candidate> candidates() {
    return {{
        .name = "directory",
        .open = open,
        .forbidden_names = {"", ".", "..", "a/b", "../a", "line\nend", std::string(256, 'x')},
    }};
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Directory, StorageConformance, testing::ValuesIn(candidates()), name_of);

}  // namespace outfield::conformance
