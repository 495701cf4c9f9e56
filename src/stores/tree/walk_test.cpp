#include "stores/tree/walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "stores/tree/names.h"
#include "stores/tree/unfinished.h"

namespace outfield::tree {
namespace {

// A tree in memory, of the files that keys lead to.
class KeyTree final : public Tree {
  public:
    explicit KeyTree(const std::set<std::string>& keys) {
        for (const auto& key : keys) add(path_of_key(key));
    }

    void add(std::vector<std::string> path) {
        folders_[{path.begin(), path.end() - 1}].push_back({.name = path.back(), .size = 1});
        for (path.pop_back(); !path.empty(); path.pop_back()) {
            auto& siblings = folders_[{path.begin(), path.end() - 1}];
            if (std::ranges::count(siblings, path.back(), &TreeEntry::name)) return;
            siblings.push_back({.name = path.back(), .folder = true});
        }
    }

    void scan(const Path& folder, const std::function<void(TreeEntry)>& visit) override {
        for (const auto& entry : folders_[folder]) visit(entry);
    }

  private:
    std::map<Path, std::vector<TreeEntry>> folders_;
};

std::vector<std::string> walk(Tree& tree, const std::string& prefix, std::size_t limit) {
    std::vector<std::string> keys;
    std::optional<std::string> cursor;
    do {
        const auto page = walk_page(tree, prefix, cursor, limit);
        EXPECT_LE(page.objects.size(), limit);
        EXPECT_TRUE(!page.next || page.objects.size() == limit);
        for (const auto& object : page.objects) keys.push_back(object.key);
        cursor = page.next;
    } while (cursor);
    return keys;
}

const std::set<std::string> some_keys{"a",
                                      "a.b",
                                      "b/1",
                                      "b/2",
                                      "b/c/3",
                                      "b/c/4",
                                      "b-c/5",
                                      "c/d/e",
                                      "z/.hid",
                                      "z/part.part",
                                      "zz/1",
                                      std::string(300, 'x'),
                                      std::string(200, 'x'),
                                      std::string(200, 'x') + "-1"};

TEST(Walk, DeliversEachObjectOnceWhateverThePageSize) {
    KeyTree tree(some_keys);
    for (std::size_t limit : {1u, 2u, 3u, 5u, 14u, 1000u}) {
        const auto found = walk(tree, "", limit);
        EXPECT_EQ(found.size(), some_keys.size()) << limit;
        EXPECT_EQ(std::set(found.begin(), found.end()), some_keys) << limit;
    }
}

TEST(Walk, KeepsToThePrefix) {
    KeyTree tree(some_keys);
    for (const std::string prefix : {"a", "b", "b/", "b/c", "b/c/3", "nothing", "z/.", "xxx"}) {
        const auto found = walk(tree, prefix, 2);
        const auto wanted =
            std::ranges::count_if(some_keys, [&](auto& key) { return key.starts_with(prefix); });
        EXPECT_EQ(found.size(), static_cast<std::size_t>(wanted)) << prefix;
    }
}

TEST(Walk, SkipsWhatIsNotOurs) {
    KeyTree tree({"a/b"});
    tree.add({"a", "b+part"});
    tree.add({".hidden"});
    tree.add({"with space.txt"});
    EXPECT_EQ(walk(tree, "", 10), std::vector<std::string>{"a/b"});
}

TEST(Walk, ShowsWhatUnfinishedPutsLeft) {
    KeyTree tree({"a/b", "c"});
    for (const std::string name : {"b+part", "d+part"}) tree.add({"a", name});
    tree.add({"strange +part"});
    UnfinishedTree unfinished(tree);
    EXPECT_EQ(walk(unfinished, "", 1), (std::vector<std::string>{"a/b", "a/d"}));
}

TEST(Walk, ACursorWhoseObjectIsGoneStillLeadsOn) {
    KeyTree tree({"a/1", "a/3", "b/1"});
    const auto page = walk_page(tree, "", "a/2", 10);
    ASSERT_EQ(page.objects.size(), 2u);
    EXPECT_EQ(page.objects[0].key, "a/3");
    EXPECT_EQ(walk_page(tree, "", "a0/nothing/here", 10).objects.size(), 1u);
}

}  // namespace
}  // namespace outfield::tree
