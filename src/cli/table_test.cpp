#include "cli/table.h"

#include <gtest/gtest.h>

namespace outfield::cli {
namespace {

TEST(Table, AlignsByCodePoints) {
    Table table({"NAME", ">SIZE"});
    table.add({"r\xc3\xa9p", "1"});
    table.add({"longer", "100"});
    EXPECT_EQ(table.text(), "NAME    SIZE\nr\xc3\xa9p        1\nlonger   100\n");
}

TEST(Table, ShowsForeignTextHarmlessly) {
    EXPECT_EQ(shown("plain"), "plain");
    EXPECT_EQ(shown("a\x1b[2Jb"), "'a\\x1b[2Jb'");
    EXPECT_EQ(shown(""), "");
}

TEST(Sheet, LeavesEmptyLinesOut) {
    EXPECT_EQ(sheet({{"name", "x"}, {"media type", "y"}, {"none", ""}}), "name:       x\nmedia type: y\n");
}

}  // namespace
}  // namespace outfield::cli
