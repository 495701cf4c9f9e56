// A walk over a tree of files, a page at a time, in memory that does not grow with the tree. Each page scans
// the folders on the way to its cursor again and keeps only the names that follow it, so entries that come
// and go during the walk neither hide nor repeat those that stay.
#pragma once

#include <outfield/storage.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace outfield::tree {

struct TreeEntry {
    std::string name;
    bool folder = false;
    std::uint64_t size = 0;  // of a file
    std::optional<Time> modified;
};

// The files and folders below one container. Symbolic links and other things are not shown.
class Tree {
  public:
    using Path = std::vector<std::string>;  // folders below the container; empty = the container itself

    virtual ~Tree() = default;

    // Shows all entries of a folder, in any order. A folder that has vanished is empty; the container itself
    // missing is ErrorKind::not_found.
    virtual void scan(const Path& folder, const std::function<void(TreeEntry)>& visit) = 0;

    // Fills size and modified of a file where scan() could not. False: it has vanished.
    virtual bool describe(const Path&, TreeEntry&) { return true; }
};

// The next `limit` objects after the cursor whose keys start with `prefix`, in the order of their names.
ListPage walk_page(Tree& tree, const std::string& prefix, const std::optional<std::string>& cursor,
                   std::size_t limit);

}  // namespace outfield::tree
