#include "importing/tree.h"

#include <gtest/gtest.h>
#include <outfield/error.h>
#include <sys/stat.h>

#include <fstream>
#include <vector>

#include "base/random.h"

namespace outfield::importing {
namespace {

namespace fs = std::filesystem;

class TreeTest : public testing::Test {
  protected:
    void SetUp() override { fs::create_directories(root_); }
    void TearDown() override { fs::remove_all(root_); }

    void make(const fs::path& relative, const std::string& text = "text") {
        fs::create_directories((root_ / relative).parent_path());
        std::ofstream(root_ / relative) << text;
    }
    void walk_all() {
        walk(
            root_, [this](const FoundFile& file) { files_.push_back(file.relative); },
            [this](const fs::path& path, const std::string& reason) {
                faults_.push_back(path.native() + ": " + reason);
            },
            [this] { return files_.size() == end_after_; });
    }

    fs::path root_ = fs::path(testing::TempDir()) / ("tree-" + random_id(8));
    std::size_t end_after_ = SIZE_MAX;
    std::vector<fs::path> files_;
    std::vector<std::string> faults_;
};

TEST_F(TreeTest, IsWalkedInTheOrderOfNames) {
    for (const auto* name : {"b", "a/2", "a/1/x", "c"}) make(name);
    walk_all();
    EXPECT_EQ(files_, (std::vector<fs::path>{"a/1/x", "a/2", "b", "c"}));
}

TEST_F(TreeTest, ReportsWhatIsNoFile) {
    make("plain");
    fs::create_symlink("/etc", root_ / "link");
    ASSERT_EQ(::mkfifo((root_ / "pipe").c_str(), 0600), 0);
    walk_all();
    EXPECT_EQ(files_, (std::vector<fs::path>{"plain"}));
    EXPECT_EQ(faults_, (std::vector<std::string>{"link: it is a symbolic link, which is not followed",
                                                 "pipe: it is a named pipe"}));
}

TEST_F(TreeTest, CanBeLeftEarly) {
    for (const auto* name : {"1", "2", "3"}) make(name);
    end_after_ = 2;
    walk_all();
    EXPECT_EQ(files_.size(), 2U);
}

TEST_F(TreeTest, MustBeADirectory) {
    make("plain");
    const auto nothing = [](const auto&...) {};
    const auto go_on = [] { return false; };
    EXPECT_THROW(walk(root_ / "none", nothing, nothing, go_on), Error);
    EXPECT_THROW(walk(root_ / "plain", nothing, nothing, go_on), Error);
}

TEST_F(TreeTest, SeesThatAFileChanged) {
    make("a");
    const auto before = look_at(root_, "a");
    ASSERT_TRUE(before);
    EXPECT_EQ(look_at(root_, "a"), before);
    make("a", "longer text");
    EXPECT_NE(look_at(root_, "a"), before);
    EXPECT_EQ(look_at(root_, "none"), std::nullopt);
}

TEST(JournalPath, IsTextAndUnlikeAnyOther) {
    EXPECT_EQ(journal_path("a/r\xc3\xa9p\n"), "a/r\xc3\xa9p\n");
    EXPECT_EQ(journal_path("a/\xff%"), "//a/%ff%25");
    EXPECT_NE(journal_path("\xff"), journal_path("%ff"));
}

TEST(TitleOf, IsTheNameAsText) {
    EXPECT_EQ(title_of("a/b/r\xc3\xa9p.pdf"), "r\xc3\xa9p.pdf");
    EXPECT_EQ(title_of("a/\xff.pdf"), "\xEF\xBF\xBD.pdf");
    EXPECT_EQ(title_of("plain"), "plain");
}

}  // namespace
}  // namespace outfield::importing
