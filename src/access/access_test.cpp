#include <fmt/format.h>

#include <thread>

#include "access/access_scene.h"
#include "access/password_hasher.h"
#include "access/random_secrets.h"

namespace outfield::access {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

TEST_F(AccessTest, TheFirstAdministratorGetsAPasswordOnce) {
    const auto password = access.create_administrator();
    ASSERT_TRUE(password);
    EXPECT_THAT(password->reveal(), MatchesRegex("[0-9a-z]{5}(-[0-9a-z]{5}){3}"));
    EXPECT_FALSE(access.create_administrator());
    EXPECT_FALSE(Access(catalog, registry).create_administrator());
    const auto identity = access.authenticate("admin", password->reveal(), peer);
    ASSERT_TRUE(identity);
    EXPECT_EQ(identity->user, admin);
    EXPECT_EQ(identity->name, "Administrator");
    EXPECT_EQ(identity->company, 1);
    EXPECT_TRUE(identity->is_administrator);
    EXPECT_THAT(identity->groups, ElementsAre("base.group_system", "base.group_user"));
}

TEST_F(AccessTest, NoAdministratorIsMadeWhereAnybodyHasAPassword) {
    add_user("demo", {}, "correct horse");
    EXPECT_FALSE(access.create_administrator());
    EXPECT_FALSE(access.has_password(admin));
}

TEST_F(AccessTest, PasswordsAreProvedByLoginAndByRecord) {
    const auto user = add_user("demo", {"sale.manager"}, "correct horse");
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(access.authenticate("demo", "correct horse", peer)->user, user);
        EXPECT_EQ(access.authenticate(user, "correct horse", peer)->login, "demo");
        EXPECT_FALSE(access.authenticate("demo", "correct hors", peer));
        EXPECT_FALSE(access.authenticate(user, "", peer));
    }
    EXPECT_FALSE(access.authenticate("Demo", "correct horse", peer));
    EXPECT_FALSE(access.authenticate("nobody", "correct horse", peer));
    EXPECT_FALSE(access.authenticate(RecordId{999}, "correct horse", peer));
    EXPECT_FALSE(access.authenticate(std::string_view("demo\0", 5), "correct horse", peer));
    EXPECT_FALSE(access.authenticate("d\xff", "correct horse", peer));
    EXPECT_FALSE(access.authenticate(std::string(100'000, 'x'), "correct horse", peer));
    EXPECT_FALSE(access.authenticate("demo", std::string(2'000'000, 'x'), other_peer));
}

TEST_F(AccessTest, WhatNeedsNoArgon2idIsKnownBefore) {
    add_user("ann", {}, "correct horse");
    EXPECT_FALSE(access.remembers("ann", "correct horse", peer));
    EXPECT_TRUE(access.authenticate("ann", "correct horse", peer));
    EXPECT_TRUE(access.remembers("ann", "correct horse", peer));
    EXPECT_FALSE(access.remembers("ann", "wrong", peer));
    EXPECT_FALSE(access.remembers("ann", "correct horse", "192.0.2.99"));
    EXPECT_FALSE(access.remembers("nobody", "correct horse", peer));
}

TEST_F(AccessTest, AUserWithoutPasswordCannotLogIn) {
    const auto user = add_user("robot", {});
    EXPECT_FALSE(access.has_password(user));
    EXPECT_FALSE(access.authenticate("robot", "", peer));
    EXPECT_FALSE(access.authenticate(RecordId{1}, "", peer));
    EXPECT_FALSE(access.authenticate("__system__", "", peer));
}

TEST_F(AccessTest, GroupsBringWhatTheyImply) {
    const auto user = add_user("demo", {"sale.manager"});
    EXPECT_THAT(access.find_user(user)->groups, ElementsAre("base.group_user", "sale.manager", "sale.user"));
    EXPECT_FALSE(access.find_user(user)->is_administrator);
    EXPECT_FALSE(access.find_user(999));
    EXPECT_FALSE(access.find_user(1));
}

TEST_F(AccessTest, AChangedPasswordHoldsAtOnce) {
    const auto user = add_user("demo", {}, "correct horse");
    EXPECT_TRUE(access.authenticate(user, "correct horse", peer));
    access.set_password(user, Secret("battery staple"));
    EXPECT_FALSE(access.authenticate(user, "correct horse", peer));
    EXPECT_TRUE(access.authenticate(user, "battery staple", peer));
}

TEST_F(AccessTest, APasswordThatAnotherProcessChangedHolds) {
    Access here(catalog, registry, {.trust = 50ms});
    const auto user = add_user("demo", {}, "correct horse");
    EXPECT_TRUE(here.authenticate(user, "correct horse", peer));
    access.set_password(user, Secret("battery staple"));
    EXPECT_TRUE(here.authenticate(user, "battery staple", peer));  // what is new is looked up
    EXPECT_FALSE(here.authenticate(user, "correct horse", peer));
}

TEST_F(AccessTest, AUserWhomAnotherProcessDeactivatesIsRefusedAfterAMoment) {
    Access here(catalog, registry, {.trust = 50ms});
    const auto user = add_user("demo", {}, "correct horse");
    EXPECT_TRUE(here.authenticate(user, "correct horse", peer));
    deactivate(user);
    std::this_thread::sleep_for(60ms);
    EXPECT_FALSE(here.authenticate(user, "correct horse", peer));
    EXPECT_FALSE(here.authenticate("demo", "correct horse", peer));
    EXPECT_FALSE(here.find_user(user));
}

TEST_F(AccessTest, ForgetMakesChangesOfUsersHoldAtOnce) {
    const auto user = add_user("demo", {}, "correct horse");
    EXPECT_TRUE(access.authenticate(user, "correct horse", peer));
    deactivate(user);
    access.forget();
    EXPECT_FALSE(access.authenticate(user, "correct horse", peer));
}

TEST_F(AccessTest, BadPasswordsAreNotTaken) {
    const auto user = add_user("demo", {}, "correct horse");
    const auto refusal = [&](const std::string& password) {
        return fault([&] { access.set_password(user, Secret(password)); });
    };
    EXPECT_EQ(refusal("1234567"), "invalid: a password has at least 8 characters");
    EXPECT_EQ(refusal("ééééééé"), "invalid: a password has at least 8 characters");
    EXPECT_EQ(refusal("éééééééé"), "");
    EXPECT_EQ(refusal(std::string(1025, 'x')), "invalid: a password has at most 1024 bytes");
    EXPECT_EQ(refusal(std::string(1024, 'x')), "");
    EXPECT_EQ(refusal("12345678\xff"), "invalid: a password is UTF-8");
    EXPECT_EQ(refusal(generate_api_key().reveal()),
              "invalid: a password cannot have the shape of an API key");
    EXPECT_TRUE(access.authenticate(user, std::string(1024, 'x'), peer));
    EXPECT_FALSE(access.authenticate(user, std::string(1025, 'x'), peer));
    EXPECT_EQ(fault([&] { access.set_password(999, Secret("correct horse")); }),
              "not found: there is no user with the record 999");
    EXPECT_THAT(fault([&] { access.set_password(1, Secret("correct horse")); }),
                StartsWith("invalid: nobody"));
}

TEST_F(AccessTest, HashesAreArgon2idWithASaltOfTheirOwn) {
    add_user("a", {}, "correct horse");
    add_user("b", {}, "correct horse");
    std::vector<std::string> hashes;
    change([&](sql::Connection& connection) {
        for (const auto& row : connection.query("SELECT hash FROM outfield_password"))
            hashes.push_back(row.text(0));
    });
    ASSERT_EQ(hashes.size(), 2U);
    EXPECT_THAT(hashes[0], StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    EXPECT_NE(hashes[0], hashes[1]);
}

TEST(PasswordHasherTest, NobodysHashCostsWhatOthersCost) {
    PasswordHasher hasher;
    const PasswordHasher::Turn turn(hasher);
    const auto hash = turn.hash("correct horse");
    const auto cost = hash.substr(0, hash.find('$', hash.find("p=1")));
    EXPECT_THAT(hasher.nobody(), StartsWith(cost));
    EXPECT_EQ(hasher.nobody().size(), hash.size());
    EXPECT_TRUE(turn.verify(hash, "correct horse"));
    EXPECT_FALSE(turn.verify(hasher.nobody(), "correct horse"));
    EXPECT_FALSE(turn.verify("", "correct horse"));
}

TEST_F(AccessTest, WrongPasswordsBlockALogin) {
    Access here(catalog, registry, {.attempts_of_login = 3, .attempts_of_peer = 100, .attempts_window = 1s});
    const auto user = add_user("demo", {}, "correct horse");
    add_user("other", {}, "correct horse");
    EXPECT_TRUE(here.authenticate(user, "correct horse", other_peer));
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(here.authenticate("demo", "wrong", peer));
    EXPECT_THAT(
        fault([&] { here.authenticate("demo", "correct horse", peer); }),
        MatchesRegex("unavailable: too many wrong passwords of this login; try again in [0-9]+ seconds"));
    EXPECT_THAT(fault([&] { here.authenticate(user, "correct horse", "192.0.2.9"); }),
                StartsWith("unavailable"));
    EXPECT_TRUE(here.authenticate(user, "correct horse", other_peer)) << "has proved it before";
    EXPECT_TRUE(here.authenticate("other", "correct horse", peer));
}

TEST_F(AccessTest, ALoginThatDoesNotExistIsBlockedLikeOthers) {
    Access here(catalog, registry, {.attempts_of_login = 2});
    for (int i = 0; i < 2; ++i) EXPECT_FALSE(here.authenticate("nobody", "wrong", peer));
    EXPECT_THAT(fault([&] { here.authenticate("nobody", "wrong", peer); }), StartsWith("unavailable"));
}

TEST_F(AccessTest, WhoHasProvedAPasswordAndThenGuessesIsBlockedToo) {
    Access here(catalog, registry, {.attempts_of_login = 3});
    const auto user = add_user("demo", {}, "correct horse");
    EXPECT_TRUE(here.authenticate(user, "correct horse", peer));
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(here.authenticate("demo", "wrong", peer));
    EXPECT_THAT(fault([&] { here.authenticate(user, "correct horse", peer); }), StartsWith("unavailable"));
}

TEST_F(AccessTest, WrongPasswordsBlockAnAddress) {
    Access here(catalog, registry, {.attempts_of_login = 10, .attempts_of_peer = 3});
    const auto user = add_user("demo", {}, "correct horse");
    for (const auto* login : {"a", "b", "c"}) EXPECT_FALSE(here.authenticate(login, "wrong", peer));
    EXPECT_THAT(fault([&] { here.authenticate(user, "correct horse", peer); }),
                HasSubstr("too many wrong passwords from this address; try again in "));
    EXPECT_TRUE(here.authenticate(user, "correct horse", other_peer));
}

TEST_F(AccessTest, LoginsAreInTheAuditLog) {
    const auto user = add_user("demo", {}, "correct horse");
    access.authenticate("demo", "correct horse", peer);
    access.authenticate("demo", "correct horse", peer);
    access.authenticate(user, "wrong", peer);
    access.authenticate(std::string_view("x\0y", 3), "wrong", peer);
    EXPECT_THAT(audited(), ElementsAre("'x\\x00y' 192.0.2.7 login.refused ,0 ",
                                       "demo 192.0.2.7 login.refused ,0 ", "demo 192.0.2.7 login ,0 ",
                                       fmt::format("__system__  password res.users,{} ", user)));
}

}  // namespace
}  // namespace outfield::access
