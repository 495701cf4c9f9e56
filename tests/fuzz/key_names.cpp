#include <outfield/storage.h>

#include "fuzz.h"
#include "stores/tree/names.h"

using namespace outfield;

// A key leads to a path that leads back to it and stays below its container, or is refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto key = fuzz::text(data, size);
    fuzz::expect_answer_or_error([&] {
        const auto path = tree::path_of_key(key);
        fuzz::require(valid_key(key));
        std::string back;
        for (std::size_t i = 0; i < path.size(); ++i) {
            fuzz::require(!path[i].empty() && path[i][0] != '.' && path[i].find('/') == std::string::npos);
            const auto part =
                i + 1 < path.size() ? tree::key_part_of_folder(path[i]) : tree::key_part_of_file(path[i]);
            fuzz::require(part.has_value());
            back += *part;
        }
        fuzz::require(back == key);
    });
    tree::key_part_of_file(key);
    tree::key_part_of_folder(key);
    tree::finished_name(key);
    tree::container_name_fault(key);
    return 0;
}
