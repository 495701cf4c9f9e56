#include "connections/places.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"

namespace outfield {
namespace {

namespace fs = std::filesystem;

// Without symbolic links, as far as it exists and can be looked at.
fs::path real(const fs::path& path) {
    std::error_code error;
    const auto absolute = fs::absolute(path).lexically_normal();
    auto found = fs::weakly_canonical(absolute, error);
    if (error) found = absolute;
    return found.has_filename() ? found : found.parent_path();
}

// The same, or below.
bool is_within(const fs::path& path, const fs::path& directory) {
    return std::mismatch(directory.begin(), directory.end(), path.begin(), path.end()).first ==
           directory.end();
}

}  // namespace

void Places::keep_out(const fs::path& file) {
    own_files_.push_back(real(file));
    own_files_.push_back(real(file.has_parent_path() ? file.parent_path() : ".") / file.filename());
}

void Places::allow(const fs::path& directory) {
    allowed_.push_back(real(directory));
}

void Places::check_path(const std::string& path) const {
    const auto place = real(path);
    if (allowed_.empty() ||
        std::ranges::any_of(allowed_, [&](const fs::path& root) { return is_within(place, root); }))
        return;
    std::vector<std::string> roots;
    for (const auto& root : allowed_) roots.push_back(root.native());
    throw Error(ErrorKind::denied, fmt::format("{} is not below a directory that outfield.toml allows for "
                                               "files ([server] directories: {})",
                                               in_quotes(path), fmt::join(roots, ", ")));
}

void Places::check_container(const std::string& path, std::string_view container) const {
    const auto place = real(fs::path(path) / container);
    check_path(place.native());
    for (const auto& file : own_files_)
        if (is_within(file, place))
            throw Error(ErrorKind::denied,
                        fmt::format("the directory {} cannot be a container: {}, on which Outfield itself "
                                    "lives, is in it. Give files a directory of their own",
                                    in_quotes(place.native()), in_quotes(file.native())));
}

}  // namespace outfield
