#include "stores/directory/container_tree.h"

namespace outfield::directory {

void ContainerTree::scan(const Path& path, const std::function<void(tree::TreeEntry)>& visit) {
    const auto folder = container_.find(path);
    if (!folder) return;
    folder->each([&](const std::string& name, Folder::Thing thing) {
        if (thing != Folder::Thing::other) visit({.name = name, .folder = thing == Folder::Thing::folder});
    });
}

bool ContainerTree::describe(const Path& path, tree::TreeEntry& entry) {
    const auto folder = container_.find(path);
    const auto found = folder ? folder->look(entry.name) : std::nullopt;
    if (!found || !S_ISREG(found->st_mode)) return false;
    entry.size = static_cast<std::uint64_t>(found->st_size);
    entry.modified = modified_of(*found);
    return true;
}

Time modified_of(const struct stat& file) {
    return Time(std::chrono::seconds(file.st_mtim.tv_sec) +
                std::chrono::microseconds(file.st_mtim.tv_nsec / 1000));
}

}  // namespace outfield::directory
