#include "base/key_ring.h"

#include <gtest/gtest.h>
#include <outfield/error.h>
#include <sys/stat.h>

#include <fstream>

namespace outfield {
namespace {

class KeyRingTest : public testing::Test {
  protected:
    KeyRingTest() { std::filesystem::remove(file); }
    ~KeyRingTest() override { std::filesystem::remove(file); }
    const std::filesystem::path file =
        std::filesystem::path(testing::TempDir()) / "outfield_key_ring_test.key";
};

TEST_F(KeyRingTest, TheFileIsPrivateAndNeverReplaced) {
    const auto ring = KeyRing::create(file);
    EXPECT_THROW(KeyRing::create(file), Error);
    EXPECT_EQ(KeyRing::load(file).open(ring.seal(Secret("s"), ""), "").reveal(), "s");
    ::chmod(file.c_str(), 0644);
    EXPECT_THROW(KeyRing::load(file), Error);
}

TEST_F(KeyRingTest, ARotatedRingOpensWhatWasSealedBefore) {
    auto ring = KeyRing::create(file);
    const auto other = ring;
    const auto before = ring.seal(Secret("old"), "c");
    ring.rotate(file);
    const auto after = ring.seal(Secret("new"), "c");
    EXPECT_EQ(ring.open(before, "c").reveal(), "old");
    EXPECT_THROW(other.open(after, "c"), Error);
    const auto loaded = KeyRing::load(file);
    EXPECT_EQ(loaded.open(before, "c").reveal(), "old");
    EXPECT_EQ(loaded.open(after, "c").reveal(), "new");
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(KeyRingTest, ARetiredKeyOpensNothing) {
    auto ring = KeyRing::create(file);
    const auto before = ring.seal(Secret("old"), "c");
    ring.rotate(file);
    ring.retire(file);
    EXPECT_THROW(ring.open(before, "c"), Error);
    EXPECT_EQ(KeyRing::load(file).size(), 1U);
}

TEST_F(KeyRingTest, SaysWhichLineIsNoKey) {
    KeyRing::create(file);
    std::ofstream(file, std::ios::app) << "not a key\n";
    try {
        KeyRing::load(file);
        ADD_FAILURE() << "it was taken";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("line 2"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace outfield
