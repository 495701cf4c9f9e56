#include <gtest/gtest.h>
#include <outfield/bytes.h>
#include <outfield/error.h>

#include <filesystem>
#include <fstream>

namespace outfield {
namespace {

class FileSourceTest : public ::testing::Test {
  protected:
    void SetUp() override {
        path = std::filesystem::path(::testing::TempDir()) / "outfield_file_source_test";
        write("hello");
    }
    void TearDown() override { std::filesystem::remove(path); }
    void write(const std::string& text) const { std::ofstream(path, std::ios::trunc) << text; }
    static std::string read_all(ByteSource& source) {
        std::string all;
        std::array<std::byte, 3> buffer{};
        while (const auto count = source.read(buffer))
            all.append(reinterpret_cast<char*>(buffer.data()), count);
        return all;
    }
    std::filesystem::path path;
};

TEST_F(FileSourceTest, ReadsAndRewinds) {
    const auto source = source_from_file(path);
    EXPECT_EQ(source->size(), 5);
    EXPECT_EQ(read_all(*source), "hello");
    EXPECT_TRUE(source->rewind());
    EXPECT_EQ(read_all(*source), "hello");
}

TEST_F(FileSourceTest, AFileThatShrinksIsAConflict) {
    const auto source = source_from_file(path);
    write("he");
    EXPECT_THROW(read_all(*source), Error);
}

TEST_F(FileSourceTest, AFileThatGrowsIsAConflict) {
    const auto source = source_from_file(path);
    write("hello and more");
    try {
        read_all(*source);
        FAIL() << "a grown file was read as if nothing had happened";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::conflict);
    }
}

TEST_F(FileSourceTest, TellsMissingFromUnsuitable) {
    try {
        source_from_file(path.native() + ".absent");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
    }
    EXPECT_THROW(source_from_file(::testing::TempDir()), Error);
}

}  // namespace
}  // namespace outfield
