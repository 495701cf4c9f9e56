// The files below one container, as the walk sees them.
#pragma once

#include "stores/directory/folder.h"
#include "stores/tree/walk.h"

namespace outfield::directory {

class ContainerTree final : public tree::Tree {
  public:
    // REQUIRES: `container` outlives this.
    explicit ContainerTree(const Folder& container) : container_(container) {}

    void scan(const Path& path, const std::function<void(tree::TreeEntry)>& visit) override;
    bool describe(const Path& path, tree::TreeEntry& entry) override;

  private:
    const Folder& container_;
};

Time modified_of(const struct stat& file);

}  // namespace outfield::directory
