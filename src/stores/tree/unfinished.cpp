#include "stores/tree/unfinished.h"

#include <utility>

#include "stores/tree/names.h"

namespace outfield::tree {

void UnfinishedTree::scan(const Path& folder, const std::function<void(TreeEntry)>& visit) {
    inner_.scan(folder, [&](TreeEntry entry) {
        if (entry.folder) return visit(std::move(entry));
        auto finished = finished_name(entry.name);
        if (!finished) return;
        entry.name = *std::move(finished);
        visit(std::move(entry));
    });
}

bool UnfinishedTree::describe(const Path& folder, TreeEntry& entry) {
    auto finished = std::exchange(entry.name, unfinished_name(entry.name));
    const bool there = inner_.describe(folder, entry);
    entry.name = std::move(finished);
    return there;
}

}  // namespace outfield::tree
