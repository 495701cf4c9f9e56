#include "stores/directory/settings.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include "stores/directory/kind.h"

namespace outfield::directory {
namespace {

Settings settings_of(const std::string& path) {
    return Settings(std::map<std::string, std::string>{{"path", path}});
}

Options read(const std::string& path) {
    return read_options(settings_of(path));
}

TEST(DirectorySettings, APathIsAbsolute) {
    EXPECT_EQ(read("/srv/outfield//").path, "/srv/outfield");
    EXPECT_EQ(read("/").path, "/");
    EXPECT_THROW(read("srv"), Error);
    EXPECT_THROW(read("/srv\n"), Error);
    EXPECT_THROW(read_options(Settings()), Error);
}

TEST(DirectoryProbe, SaysWhatFails) {
    const auto steps = store_kind().probe(settings_of("/nowhere/at/all"), std::nullopt);
    ASSERT_EQ(steps.size(), 1u);
    EXPECT_EQ(steps[0].outcome, ProbeStep::Outcome::failed);
    EXPECT_NE(steps[0].remedy, "");
}

}  // namespace
}  // namespace outfield::directory
