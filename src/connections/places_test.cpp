#include "connections/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>

#include <fstream>

#include "sql/temporary_directory.h"

namespace outfield {
namespace {

using testing::HasSubstr;

class PlacesTest : public testing::Test {
  protected:
    PlacesTest() {
        std::filesystem::create_directories(root / "erp" / "files");
        std::ofstream(root / "erp" / "outfield.key") << "key";
        places.keep_out(root / "erp" / "outfield.key");
        places.keep_out(root / "erp" / "outfield.toml");  // that is not there yet
    }
    std::string refusal(const std::filesystem::path& path, const std::string& container) {
        try {
            places.check_container(path.native(), container);
            return "";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::denied);
            return error.what();
        }
    }

    sql::TemporaryDirectory folder;
    const std::filesystem::path root = std::filesystem::canonical(folder.file("."));
    Places places;
};

TEST_F(PlacesTest, NoContainerHoldsTheFilesOfTheInstallation) {
    EXPECT_THAT(refusal(root, "erp"), HasSubstr("on which Outfield itself lives"));
    EXPECT_THAT(refusal(root.parent_path(), root.filename()), HasSubstr("cannot be a container"));
    EXPECT_THAT(refusal(root / "erp" / "files" / "..", "../erp"), HasSubstr("cannot be a container"));
    EXPECT_THAT(refusal("/", root.native().substr(1)), HasSubstr("cannot be a container"));
    EXPECT_EQ(refusal(root / "erp", "files"), "");
    EXPECT_EQ(refusal(root / "erp" / "files", "sales"), "");
    EXPECT_EQ(refusal(root, "er"), "");
    EXPECT_EQ(refusal(root, "erp2"), "");
}

TEST_F(PlacesTest, ALinkCountsAsWhatItLeadsTo) {
    std::filesystem::create_directory_symlink(root / "erp", root / "innocent");
    EXPECT_THAT(refusal(root, "innocent"), HasSubstr("cannot be a container"));
    std::filesystem::create_directory(root / "etc");
    std::ofstream(root / "etc" / "real.key") << "key";
    std::filesystem::create_symlink(root / "etc" / "real.key", root / "linked.key");
    places.keep_out(root / "linked.key");
    EXPECT_THAT(refusal(root, "etc"), HasSubstr("real.key"));
    EXPECT_THAT(refusal(root.parent_path(), root.filename()), HasSubstr("cannot be a container"));
}

TEST_F(PlacesTest, OnlyBelowWhatIsAllowed) {
    places.allow(root / "erp" / "files");
    EXPECT_NO_THROW(places.check_path((root / "erp" / "files").native()));
    EXPECT_NO_THROW(places.check_path((root / "erp" / "files" / "later").native()));
    EXPECT_THROW(places.check_path((root / "erp").native()), Error);
    EXPECT_THROW(places.check_path((root / "erp" / "files2").native()), Error);
    EXPECT_THROW(places.check_path((root / "erp" / "files" / ".." / "x").native()), Error);
    EXPECT_EQ(refusal(root / "erp" / "files", "sales"), "");
    EXPECT_THAT(refusal(root, "other"), HasSubstr("[server] directories"));
    std::filesystem::create_directory_symlink(root, root / "erp" / "files" / "out");
    EXPECT_THAT(refusal(root / "erp" / "files", "out"), HasSubstr("[server] directories"));
    places.allow(root / "second");
    EXPECT_EQ(refusal(root / "second", "x"), "");
}

}  // namespace
}  // namespace outfield
