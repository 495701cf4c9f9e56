#include "server/options.h"

#include <gmock/gmock.h>
#include <outfield/error.h>
#include <unistd.h>

#include <fstream>

namespace outfield::server {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class TemporaryDirectoryTest : public testing::Test {
  protected:
    void SetUp() override { fs::create_directory(directory); }
    void TearDown() override { fs::remove_all(directory); }

    std::string fault(const fs::path& path, ErrorKind kind) {
        Options options;
        options.temporary = path;
        try {
            check_temporary_directory(options);
            return "";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), kind);
            return error.what();
        }
    }

    const fs::path directory =
        fs::path(testing::TempDir()) / ("outfield-options-" + std::to_string(::getpid()));
};

TEST_F(TemporaryDirectoryTest, OneThatTakesFilesStaysEmpty) {
    EXPECT_EQ(fault(directory, ErrorKind::denied), "");
    fs::create_directory_symlink(directory, directory / "link");
    EXPECT_EQ(fault(directory / "link", ErrorKind::denied), "");
    EXPECT_EQ(std::distance(fs::directory_iterator(directory), {}), 1);
}

TEST_F(TemporaryDirectoryTest, OneThatTakesNoneIsNamed) {
    const auto missing = directory / "missing";
    EXPECT_THAT(fault(missing, ErrorKind::not_found), HasSubstr(missing.native()));
    std::ofstream(directory / "file") << "x";
    EXPECT_THAT(fault(directory / "file", ErrorKind::denied), HasSubstr("[server] temporary"));
    fs::create_symlink(directory / "round", directory / "round");
    EXPECT_NE(fault(directory / "round", ErrorKind::denied), "");
}

}  // namespace
}  // namespace outfield::server
