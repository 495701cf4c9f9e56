#include "base/seal.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield {
namespace {

TEST(Seal, OpensWhatItSealed) {
    const auto key = SealingKey::generate();
    const auto sealed = key.seal(Secret("hunter2"), "configuration/1/password");
    EXPECT_EQ(sealed.find("hunter2"), std::string::npos);
    EXPECT_EQ(key.open(sealed, "configuration/1/password").reveal(), "hunter2");
    EXPECT_NE(sealed, key.seal(Secret("hunter2"), "configuration/1/password")) << "the nonce must be fresh";
}

TEST(Seal, RefusesAnotherKeyContextOrText) {
    const auto key = SealingKey::generate();
    auto sealed = key.seal(Secret("hunter2"), "a");
    EXPECT_THROW(SealingKey::generate().open(sealed, "a"), Error);
    EXPECT_THROW(key.open(sealed, "b"), Error);
    for (const std::string bad : {"", "1:", "1:AAAA", "2:AAAA", "plain"})
        EXPECT_THROW(key.open(bad, "a"), Error) << bad;
    sealed[sealed.size() / 2] = sealed[sealed.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_THROW(key.open(sealed, "a"), Error);
}

}  // namespace
}  // namespace outfield
