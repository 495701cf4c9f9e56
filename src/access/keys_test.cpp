#include <fmt/format.h>

#include "access/access_scene.h"
#include "base/text.h"

namespace outfield::access {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::MatchesRegex;
using testing::StartsWith;

class KeysTest : public AccessTest {
  protected:
    RecordId user = add_user("robot", {"sale.user"});
    RecordId other = add_user("other", {"sale.user"});
};

TEST_F(KeysTest, AKeyStandsForItsUserAlone) {
    const auto [key, secret] = access.create_key(user, "nightly export", "read", {});
    EXPECT_THAT(secret.reveal(), MatchesRegex("of_[0-9a-f]{64}"));
    for (int i = 0; i < 2; ++i) {
        const auto identity = access.authenticate(user, secret.reveal(), peer);
        ASSERT_TRUE(identity);
        EXPECT_EQ(identity->login, "robot");
        EXPECT_EQ(identity->scope, "read");
        EXPECT_EQ(identity->key, key.id);
        EXPECT_TRUE(access.authenticate("robot", secret.reveal(), peer));
        EXPECT_FALSE(access.authenticate("other", secret.reveal(), peer));
        EXPECT_FALSE(access.authenticate(other, secret.reveal(), peer));
    }
    EXPECT_FALSE(access.authenticate("robot", "of_" + std::string(64, '0'), peer));
    EXPECT_FALSE(access.authenticate("nobody", secret.reveal(), peer));
}

TEST_F(KeysTest, TheCatalogDoesNotKnowTheKey) {
    const auto secret = access.create_key(user, "x", "", {}).second;
    change([&](sql::Connection& connection) {
        const auto hash = connection.query("SELECT hash FROM outfield_api_key").at(0).text(0);
        EXPECT_EQ(to_hex(std::as_bytes(std::span(hash))), to_hex(sha256_of(secret.reveal())));
    });
}

TEST_F(KeysTest, AreListedWithTheirUse) {
    const auto secret = access.create_key(user, "a", "files", 90s).second;
    access.create_key(user, "b", "", {});
    access.create_key(other, "c", "", {});
    access.authenticate(user, secret.reveal(), peer);
    const auto keys = access.keys(user);
    ASSERT_EQ(keys.size(), 2U);
    EXPECT_EQ(keys[0].name, "a");
    EXPECT_EQ(keys[0].scope, "files");
    EXPECT_EQ(keys[0].user, user);
    EXPECT_EQ(keys[0].expires, keys[0].created + 90s);
    EXPECT_TRUE(keys[0].last_used);
    EXPECT_EQ(keys[1].name, "b");
    EXPECT_FALSE(keys[1].expires);
    EXPECT_FALSE(keys[1].last_used);
}

TEST_F(KeysTest, ARevokedKeyIsRefusedAtOnce) {
    const auto [key, secret] = access.create_key(user, "a", "", {});
    EXPECT_TRUE(access.authenticate(user, secret.reveal(), peer));
    EXPECT_EQ(fault([&, id = key.id] { access.revoke_key(other, id); }),
              fmt::format("not found: this user has no API key with the number {}", key.id));
    access.revoke_key(user, key.id);
    EXPECT_FALSE(access.authenticate(user, secret.reveal(), peer));
    EXPECT_TRUE(access.keys(user).empty());
    EXPECT_THAT(audited(3),
                ElementsAre("robot 192.0.2.7 login.refused ,0 ",
                            fmt::format("__system__  key.revoke res.users,{} key {} 'a'", user, key.id),
                            fmt::format("__system__  key.create res.users,{} key {} 'a'", user, key.id)));
}

TEST_F(KeysTest, AnExpiredKeyIsRefused) {
    const auto secret = access.create_key(user, "a", "", 60s).second;
    EXPECT_TRUE(access.authenticate(user, secret.reveal(), peer));
    change(
        [](sql::Connection& connection) { connection.execute("UPDATE outfield_api_key SET expires = 1"); });
    access.forget();
    EXPECT_FALSE(access.authenticate(user, secret.reveal(), peer));
}

TEST_F(KeysTest, AKeyOfAUserWhoIsNotActiveIsRefused) {
    const auto secret = access.create_key(user, "a", "", {}).second;
    deactivate(user);
    EXPECT_FALSE(access.authenticate("robot", secret.reveal(), peer));
}

TEST_F(KeysTest, WrongKeysCountAsAttempts) {
    Access here(catalog, registry, {.attempts_of_login = 2});
    for (int i = 0; i < 2; ++i) EXPECT_FALSE(here.authenticate("robot", "of_" + std::string(64, '0'), peer));
    EXPECT_THAT(fault([&] { here.authenticate("robot", "of_" + std::string(64, '0'), peer); }),
                StartsWith("unavailable"));
}

TEST_F(KeysTest, BadOnesAreNotMade) {
    const auto refusal = [&](RecordId whose, const std::string& name, const std::string& scope,
                             std::optional<std::chrono::seconds> life) {
        return fault([&] { access.create_key(whose, name, scope, life); });
    };
    EXPECT_THAT(refusal(user, " ", "", {}), StartsWith("invalid: ' ' cannot name an API key"));
    EXPECT_THAT(refusal(user, std::string(300, 'x'), "", {}), StartsWith("invalid"));
    EXPECT_THAT(refusal(user, "a\xff", "", {}), StartsWith("invalid"));
    EXPECT_THAT(refusal(user, "a", "write", {}), StartsWith("invalid: an API key has no scope 'write'"));
    EXPECT_THAT(refusal(user, "a", "", 0s), StartsWith("invalid: an API key is valid for"));
    EXPECT_THAT(refusal(user, "a", "", std::chrono::seconds::max()), StartsWith("invalid"));
    EXPECT_THAT(refusal(999, "a", "", {}), StartsWith("not found"));
    EXPECT_THAT(refusal(1, "a", "", {}), StartsWith("invalid: nobody logs in"));
}

}  // namespace
}  // namespace outfield::access
