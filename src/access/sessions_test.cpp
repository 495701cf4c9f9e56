#include "access/access_scene.h"
#include "access/session_rows.h"
#include "base/text.h"

namespace outfield::access {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::MatchesRegex;

class SessionsTest : public AccessTest {
  protected:
    Session open() { return access.open_session(*access.find_user(user), peer); }
    bool finds(const Session& session) {
        access.forget();
        return access.find_session(session.token) != nullptr;
    }
    void age(const std::string& column, std::chrono::seconds by) {
        change([&](sql::Connection& connection) {
            connection.execute("UPDATE outfield_session SET " + column + " = " + column + " - $1",
                               {std::chrono::microseconds(by).count()});
        });
    }
    std::int64_t rows() { return number("SELECT count(*) FROM outfield_session"); }

    RecordId user = add_user("demo", {"sale.user"}, "correct horse");
};

TEST_F(SessionsTest, ATokenStandsForItsUser) {
    const auto session = open();
    EXPECT_THAT(session.token, MatchesRegex("[0-9a-f]{64}"));
    EXPECT_THAT(session.csrf, MatchesRegex("[0-9a-f]{64}"));
    const auto found = access.find_session(session.token);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->identity.login, "demo");
    EXPECT_EQ(found->token, session.token);
    EXPECT_EQ(found->csrf, session.csrf);
    EXPECT_EQ(access.find_session(session.token), found) << "from memory";
    EXPECT_EQ(Access(catalog, registry).find_session(session.token)->csrf, session.csrf);
    EXPECT_NE(open().token, session.token);
}

TEST_F(SessionsTest, TheCatalogDoesNotKnowTheToken) {
    const auto session = open();
    change([&](sql::Connection& connection) {
        const auto row = connection.query("SELECT token FROM outfield_session").at(0);
        EXPECT_EQ(row.text(0).size(), 32U);
        EXPECT_NE(to_hex(std::as_bytes(std::span(row.text(0)))), session.token);
    });
}

TEST_F(SessionsTest, WhatIsNoTokenFindsNothing) {
    open();
    for (const std::string token : {"", "x", "' OR 1=1 --"}) EXPECT_FALSE(access.find_session(token));
    EXPECT_FALSE(access.find_session(std::string(64, '0')));
    EXPECT_FALSE(access.find_session(std::string(64, 'F')));
    EXPECT_FALSE(access.find_session(std::string(1'000'000, '0')));
    access.close_session("x");
    access.close_session(std::string(64, '0'));
}

TEST_F(SessionsTest, AClosedSessionIsGone) {
    const auto session = open(), other = open();
    EXPECT_TRUE(access.find_session(session.token));
    access.close_session(session.token);
    EXPECT_FALSE(access.find_session(session.token));
    EXPECT_TRUE(access.find_session(other.token));
    EXPECT_THAT(audited(1), ElementsAre("demo 192.0.2.7 logout ,0 "));
    access.close_sessions(user);
    EXPECT_FALSE(access.find_session(other.token));
    EXPECT_EQ(rows(), 0);
}

TEST_F(SessionsTest, EndsWithThePassword) {
    const auto session = open();
    EXPECT_TRUE(access.find_session(session.token));
    access.set_password(user, Secret("battery staple"));
    EXPECT_FALSE(access.find_session(session.token));
    EXPECT_EQ(rows(), 0);
}

TEST_F(SessionsTest, EndsWithTheUser) {
    const auto session = open();
    deactivate(user);
    EXPECT_FALSE(finds(session));
}

TEST_F(SessionsTest, FollowsTheUsersGroups) {
    const auto session = open();
    change([](sql::Connection& connection) { connection.execute("DELETE FROM res_users__groups_id"); });
    ASSERT_TRUE(finds(session));
    EXPECT_TRUE(access.find_session(session.token)->identity.groups.empty());
}

TEST_F(SessionsTest, EndsWithItsApiKey) {
    const auto [key, secret] = access.create_key(user, "robot", "read", {});
    const auto session = access.open_session(*access.authenticate(user, secret.reveal(), peer), peer);
    access.forget();
    EXPECT_EQ(access.find_session(session.token)->identity.scope, "read");
    EXPECT_EQ(access.find_session(session.token)->identity.key, key.id);
    access.revoke_key(user, key.id);
    EXPECT_FALSE(access.find_session(session.token));
    EXPECT_EQ(rows(), 0);
}

TEST_F(SessionsTest, EndsWhenItsApiKeyExpires) {
    const auto [key, secret] = access.create_key(user, "robot", "", 60s);
    const auto session = access.open_session(*access.authenticate(user, secret.reveal(), peer), peer);
    EXPECT_TRUE(finds(session));
    change(
        [](sql::Connection& connection) { connection.execute("UPDATE outfield_api_key SET expires = 1"); });
    EXPECT_FALSE(finds(session));
}

TEST_F(SessionsTest, EndsWhenItWasIdle) {
    const auto session = open();
    age("seen", AccessOptions().session_idle - 10s);
    EXPECT_TRUE(finds(session)) << "and this is a use";
    age("seen", AccessOptions().session_idle - 10s);
    EXPECT_TRUE(finds(session));
    age("seen", AccessOptions().session_idle + 1s);
    EXPECT_FALSE(finds(session));
}

TEST_F(SessionsTest, EndsAfterItsLife) {
    const auto session = open();
    age("opened", AccessOptions().session_life - 10s);
    EXPECT_TRUE(finds(session));
    age("opened", 20s);
    EXPECT_FALSE(finds(session));
}

TEST_F(SessionsTest, AUseIsNotedOnceAMinute) {
    const auto session = open();
    const auto seen = number("SELECT seen FROM outfield_session");
    EXPECT_TRUE(finds(session));
    EXPECT_EQ(number("SELECT seen FROM outfield_session"), seen);
    age("seen", 61s);
    EXPECT_TRUE(finds(session));
    EXPECT_GE(number("SELECT seen FROM outfield_session"), seen);
}

TEST_F(SessionsTest, ANewOneClearsAwayWhatHasEnded) {
    for (int i = 0; i < 3; ++i) open();
    age("seen", AccessOptions().session_idle + 1s);
    const auto session = open();
    EXPECT_EQ(rows(), 1);
    EXPECT_TRUE(finds(session));
}

TEST_F(SessionsTest, OpeningIsInTheAuditLog) {
    open();
    EXPECT_THAT(audited(1), ElementsAre("demo 192.0.2.7 session ,0 "));
}

}  // namespace
}  // namespace outfield::access
