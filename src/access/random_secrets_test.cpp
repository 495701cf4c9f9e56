#include "access/random_secrets.h"

#include <gmock/gmock.h>

#include <span>
#include <string>

#include "base/text.h"

namespace outfield::access {
namespace {

Bytes bytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

// RFC 4231, test cases 1 and 2.
TEST(RandomSecretsTest, HmacIsThatOfTheRfc) {
    EXPECT_EQ(to_hex(hmac(bytes(std::string(20, '\x0b')), {"Hi There"})),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(to_hex(hmac(bytes("Jefe"), {"what do ya want ", "", "for nothing?"})),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(RandomSecretsTest, OnlyWholeTokensAreTokens) {
    const auto token = generate_token();
    EXPECT_TRUE(hash_of_token(token));
    EXPECT_FALSE(hash_of_token(token.substr(1)));
    EXPECT_FALSE(hash_of_token(token + "0"));
    EXPECT_FALSE(hash_of_token(std::string(64, 'G')));
    EXPECT_NE(csrf_of_token(token), csrf_of_token(generate_token()));
    EXPECT_EQ(csrf_of_token(token), csrf_of_token(token));
}

TEST(RandomSecretsTest, KeysAreKnownByTheirShape) {
    EXPECT_TRUE(looks_like_api_key(generate_api_key().reveal()));
    EXPECT_FALSE(looks_like_api_key(generate_token()));
    EXPECT_FALSE(looks_like_api_key("of_"));
    EXPECT_FALSE(looks_like_api_key(generate_password().reveal()));
}

}  // namespace
}  // namespace outfield::access
