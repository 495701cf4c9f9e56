#include <gtest/gtest.h>
#include <outfield/sha256.h>

namespace outfield {
namespace {

// FIPS 180-4 examples.
TEST(Sha256, HashesThePublishedExamples) {
    EXPECT_EQ(to_hex(sha256_of("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(sha256_of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, StartsAnewAfterFinish) {
    Sha256Hasher hasher;
    hasher.update(std::as_bytes(std::span("x", 1)));
    hasher.finish();
    hasher.update(std::as_bytes(std::span("abc", 3)));
    EXPECT_EQ(hasher.finish(), sha256_of("abc"));
}

TEST(Sha256, ReadsItsOwnHexAndNothingElse) {
    const auto hash = sha256_of("abc");
    EXPECT_EQ(sha256_from_hex(to_hex(hash)), hash);
    EXPECT_EQ(sha256_from_hex("ba78"), std::nullopt);
    EXPECT_EQ(sha256_from_hex(std::string(64, 'g')), std::nullopt);
}

}  // namespace
}  // namespace outfield
