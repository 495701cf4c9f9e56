// A tree seen so that only the files of unfinished puts are there, under the names that they were to get.
#pragma once

#include "stores/tree/walk.h"

namespace outfield::tree {

class UnfinishedTree final : public Tree {
  public:
    explicit UnfinishedTree(Tree& inner) : inner_(inner) {}  // REQUIRES: `inner` outlives this.

    void scan(const Path& folder, const std::function<void(TreeEntry)>& visit) override;
    bool describe(const Path& folder, TreeEntry& entry) override;

  private:
    Tree& inner_;
};

}  // namespace outfield::tree
