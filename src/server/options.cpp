#include "server/options.h"

#include "server/routes.h"

namespace outfield::server {

std::filesystem::path temporary_directory(const Options& options) {
    return options.temporary.empty() ? std::filesystem::temp_directory_path() : options.temporary;
}

}  // namespace outfield::server
