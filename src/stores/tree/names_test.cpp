#include "stores/tree/names.h"

#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/storage.h>

namespace outfield::tree {
namespace {

std::string there_and_back(const std::string& key) {
    const auto path = path_of_key(key);
    std::string back;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) back += key_part_of_folder(path[i]).value_or("?");
    return back + key_part_of_file(path.back()).value_or("?");
}

TEST(Names, AKeyIsAPath) {
    EXPECT_EQ(path_of_key("sale/2026/a-b_c.pdf"), (std::vector<std::string>{"sale", "2026", "a-b_c.pdf"}));
}

TEST(Names, NoNameBeginsWithADot) {
    EXPECT_EQ(path_of_key(".git/.x"), (std::vector<std::string>{"+.git", "+.x"}));
    EXPECT_EQ(key_part_of_file(".x"), std::nullopt);
}

TEST(Names, NoNameIsTooLongForAFileSystem) {
    const std::string segment(300, 'x');
    const auto path = path_of_key("a/" + segment + ".pdf");
    ASSERT_EQ(path.size(), 3u);
    for (const auto& name : path) EXPECT_LE(unfinished_name(name).size(), 255u);
    EXPECT_EQ(path[1], std::string(200, 'x') + "+");
}

TEST(Names, TheWayBackIsUnambiguous) {
    const std::string piece(200, 'x');
    const std::vector<std::string> keys{"a",
                                        "a/b/c",
                                        ".a/..b",
                                        "a.part",
                                        "-a",
                                        piece + "/y",
                                        piece + "z/y",
                                        piece + "..",
                                        piece + piece,
                                        std::string(512, 'k'),
                                        std::string(400, '.') + "x"};
    for (const auto& key : keys) {
        EXPECT_EQ(there_and_back(key), key);
    }
}

TEST(Names, OthersFilesAreNotOurs) {
    for (const char* name : {"", "a+part", "a+b", "+a", "+", "short+", "."}) {
        EXPECT_EQ(key_part_of_file(name), std::nullopt) << name;
    }
    EXPECT_EQ(key_part_of_folder("short+"), std::nullopt);
    EXPECT_EQ(key_part_of_file(std::string(201, 'x')), std::nullopt);
}

TEST(Names, InvalidKeysAreRefused) {
    for (const char* key : {"", "/a", "a//b", "../a", "a/./b", "a b", "a\nb", "a+b", "\xc3\xa4"}) {
        EXPECT_THROW(path_of_key(key), Error) << key;
    }
}

TEST(Names, ContainersMayHaveHumanNames) {
    for (const char* name : {"sale", "Sale documents", "Verk\xc3\xa4ufe", "a.b", "100% \"quoted\""}) {
        EXPECT_EQ(container_name_fault(name), std::nullopt) << name;
    }
    for (const char* name :
         {"", ".", "..", ".hidden", "-rf", "a/b", "a\\b", "a\r\nDELE b", " a", "a ", "\xff"}) {
        EXPECT_NE(container_name_fault(name), std::nullopt) << name;
    }
    EXPECT_NE(container_name_fault(std::string(201, 'x')), std::nullopt);
}

}  // namespace
}  // namespace outfield::tree
