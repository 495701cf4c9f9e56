// Users, groups, and the models that tell what is installed.
#include <atomic>
#include <barrier>
#include <thread>

#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(MethodsTest, AUserIsMadeWithAPasswordThatIsNeverRead) {
    const auto id = create("res.users", R"({"name": "Demo", "login": "demo", "password": "correct horse"})");
    const auto text = std::to_string(id);
    EXPECT_EQ(access.authenticate("demo", "correct horse", "192.0.2.7")->user, id);
    EXPECT_THAT(audited(2), ElementsAre("password res.users," + text,
                                        "create res.users," + text + " active, company_id, login, name"));
    EXPECT_EQ(call("res.users", "read", "[" + text + R"(, ["login", "password", "active"]])"),
              R"([{"id":)" + text + R"(,"login":"demo","password":false,"active":true}])");
    EXPECT_THAT(call("res.users", "fields_get", R"([["password"], ["type", "store", "readonly"]])"),
                R"({"password":{"type":"char","readonly":false,"store":false}})");
    EXPECT_THAT(call("res.users", "search", R"([[["password", "!=", false]]])"),
                StartsWith("application: Invalid field"));
    EXPECT_EQ(call("res.users", "write", "[" + text + R"(, {"password": "battery staple"}])"), "true");
    EXPECT_FALSE(access.authenticate("demo", "correct horse", "192.0.2.7"));
    EXPECT_TRUE(access.authenticate("demo", "battery staple", "192.0.2.7"));
}

TEST_F(MethodsTest, AUserWithABadPasswordIsNotMade) {
    EXPECT_THAT(call("res.users", "create", R"([{"name": "Demo", "login": "demo", "password": "short"}])"),
                StartsWith("validation: "));
    EXPECT_EQ(call("res.users", "search_count", R"([[["login", "=", "demo"]]])"), "0");
    create("res.users", R"({"name": "Demo", "login": "demo"})");
    EXPECT_EQ(call("res.users", "create", R"([{"name": "Other", "login": "demo"}])"),
              "validation: You can not have two users with the same login!");
    EXPECT_EQ(call("res.users", "write", R"([[2], {"login": "demo"}])"),
              "validation: You can not have two users with the same login!");
    EXPECT_EQ(call("res.users", "write", R"([[2], {"login": "admin"}])"), "true");
    EXPECT_EQ(call("res.users", "unlink", "[2]"), "user: You cannot delete yourself");
    EXPECT_THAT(call("res.users", "unlink", "[1]"), StartsWith("user: The system's own user"));
    EXPECT_THAT(call("res.users", "copy", "[2]"), StartsWith("user: "));
}

TEST_F(MethodsTest, OnlyAdministratorsChangeUsersAndGroups) {
    const auto user = add_user("demo");
    as(user);
    EXPECT_THAT(call("res.users", "create", R"([{"name": "x", "login": "x"}])"), StartsWith("access: "));
    EXPECT_THAT(call("res.users", "write", "[" + std::to_string(user) + R"(, {"groups_id": [[4, 2]]}])"),
                StartsWith("access: "));
    EXPECT_THAT(call("res.groups", "write", R"([[1], {"users": [[4, 3]]}])"), StartsWith("access: "));
    EXPECT_THAT(call("res.partner", "create", R"([{"name": "x", "user_id": 2}])"),
                testing::MatchesRegex("[0-9]+"));
}

TEST_F(MethodsTest, AChangeOfGroupsIsSeenAtOnce) {
    const auto user = add_user("demo");
    as(user);
    EXPECT_EQ(call("sale.document", "check_access_rights", R"(["create", false])"), "false");
    EXPECT_EQ(call("res.users", "has_group", R"(["sale.manager"])"), "false");
    as(admin);
    const auto group = call("res.groups", "search", R"([[["full_name", "=", "sale.manager"]]])");
    EXPECT_EQ(call("res.users", "write",
                   "[" + std::to_string(user) + R"(, {"groups_id": [[6, 0, )" + group + "]]}]"),
              "true");
    EXPECT_THAT(audited(1), ElementsAre("write res.users," + std::to_string(user) + " groups_id"));
    as(user);
    EXPECT_EQ(call("sale.document", "check_access_rights", R"(["create", false])"), "true");
    EXPECT_EQ(call("res.users", "has_group", R"(["sale.manager"])"), "true");
    EXPECT_EQ(call("res.users", "has_group", R"(["base.group_user"])"), "true");
    as(admin);
    EXPECT_THAT(call("res.groups", "unlink", "[" + group + "]"),
                StartsWith("user: The group sale.manager is declared"));
}

TEST_F(MethodsTest, WhoWasMadeBeforeAFailureIsAudited) {
    EXPECT_THAT(
        call("res.users", "create", R"([[{"name": "A", "login": "a"}, {"name": "B", "login": "a"}]])"),
        StartsWith("validation: You can not have two users"));
    const auto made = call("res.users", "search", R"([[["login", "=", "a"]]])");
    EXPECT_THAT(audited(1), ElementsAre(StartsWith("create res.users," + made.substr(1, made.size() - 2))));
}

TEST_F(MethodsTest, UsersKnowEachOthersNamesAlone) {
    const auto other = add_user("other"), user = add_user("demo");
    const auto own = std::to_string(user), others = std::to_string(other);
    EXPECT_EQ(call("res.users", "write", "[" + others + R"(, {"email": "other@example.com"}])"), "true");
    const auto login_of = [&](const std::string& id) {
        return call("res.users", "read",
                    "[" + id + R"(, ["name", "login", "email", "groups_id", "company_id"]])");
    };
    EXPECT_THAT(login_of(others), HasSubstr("other@example.com"));
    as(user);
    EXPECT_EQ(login_of(others), R"([{"id":)" + others +
                                    R"(,"name":"User other","login":false,"email":false,"groups_id":[],)"
                                    R"("company_id":false}])");
    EXPECT_THAT(login_of(own), HasSubstr(R"("login":"demo")"));
    EXPECT_THAT(login_of(own), Not(HasSubstr(R"("groups_id":[])")));
    EXPECT_EQ(call("res.users", "name_get", "[" + others + "]"), "[[" + others + R"(,"User other"]])");
    EXPECT_EQ(call("res.users", "search", R"([[["name", "=", "User other"]]])"), "[" + others + "]");
    EXPECT_EQ(call("res.users", "search", R"([[["login", "in", ["other", "demo"]]]])"), "[" + own + "]");
    for (const auto* leaf :
         {R"(["login", "=like", "oth%"])", R"(["email", "!=", false])",
          R"(["groups_id.full_name", "=", "base.group_system"])", R"("!", "!", ["login", "=", "other"])"})
        EXPECT_EQ(call("res.users", "search", "[[" + std::string(leaf) + R"(, ["id", "!=", )" + own + "]]]"),
                  "[]")
            << leaf;
    const auto unlike = call("res.users", "search", R"([["!", ["login", "=like", "oth%"]]])");
    EXPECT_EQ(unlike, call("res.users", "search", R"([["!", ["login", "=", "nobody"]]])"));  // says nothing
}

TEST_F(MethodsTest, NoWayRoundLeadsToOtherUsers) {
    const auto user = add_user("demo");
    as(user);
    for (const auto* order : {"login", "name, email desc", "groups_id"})
        EXPECT_THAT(call("res.users", "search", "[[]]", R"({"order": ")" + std::string(order) + R"("})"),
                    StartsWith("access: res.users."))
            << order;
    EXPECT_THAT(call("res.users", "read_group", R"([[], ["id"], ["login"]])"),
                StartsWith("access: res.users.login"));
    EXPECT_THAT(call("res.users", "read_group", R"([[], ["login:count"], []])"),
                StartsWith("access: res.users.login"));
    EXPECT_THAT(call("sale.document", "search", R"([[["create_uid.login", "=", "admin"]]])"),
                StartsWith("access: res.users.login is for administrators"));
    EXPECT_EQ(call("sale.document", "search", R"([[["create_uid.name", "=", "nobody"]]])"), "[]");
    for (const auto* path : {"create_uid.login", "write_uid.email", "create_uid.groups_id.full_name"})
        EXPECT_THAT(call("res.users", "search", R"([[[")" + std::string(path) + R"(", "=like", "a%"]]])"),
                    StartsWith("access: res.users."))
            << path;
    EXPECT_THAT(call("res.groups", "search", R"([[["implied_ids.users", "in", [2]]]])"),
                StartsWith("access: res.groups.users is for administrators"));
    const auto group = call("res.groups", "search", R"([[["full_name", "=", "base.group_system"]]])");
    EXPECT_THAT(call("res.groups", "read", "[" + group + R"(, ["users", "full_name"]])"),
                HasSubstr(R"("users":[],"full_name":"base.group_system")"));
    EXPECT_EQ(call("res.groups", "search", R"([[["users", "=", 2]]])"), "[]");
    as(admin);
    EXPECT_THAT(call("res.groups", "read", "[" + group + R"(, ["users"]])"), HasSubstr(R"("users":[2])"));
    EXPECT_EQ(call("res.groups", "search", R"([[["users", "=", 2], ["id", "in", )" + group + "]]]"), group);
}

// Each counts on the other to stay.
TEST_F(MethodsTest, TwoAdministratorsDoNotBothGo) {
    const auto second = add_user("second", "base.group_system");
    as(admin);
    const auto first_identity = identity;
    const auto group =
        instance.records().search("res.groups", Domain{{"full_name", "=", "base.group_system"}}).at(0);
    const auto demote = [&](RecordId user, Command::Kind kind) {
        const wire::Value links = wire::List{wire::List{static_cast<int>(kind), group}};
        try {
            methods.call({first_identity, "192.0.2.7", {}}, "res.users", "write",
                         {user, wire::Struct{{"groups_id", links}}}, {});
            return true;
        } catch (const Refusal&) {
            return false;
        }
    };
    for (int round = 0; round < 25; ++round) {
        std::barrier together(2);
        std::atomic<int> gone{0};
        const auto go = [&](RecordId user) {
            together.arrive_and_wait();
            gone += demote(user, Command::Kind::unlink) ? 1 : 0;
        };
        { std::jthread one(go, admin), other(go, second); }
        EXPECT_EQ(gone, 1);
        for (const auto user : {admin, second}) EXPECT_TRUE(demote(user, Command::Kind::link));
    }
}

TEST_F(MethodsTest, OnesOwnPasswordIsChangedWithTheOldOne) {
    create("res.users", R"({"name": "Demo", "login": "demo", "password": "correct horse"})");
    as(access.authenticate("demo", "correct horse", "192.0.2.7")->user);
    EXPECT_EQ(call("res.users", "change_password", R"(["wrong horse", "battery staple"])"),
              "denied: Access Denied");
    EXPECT_THAT(call("res.users", "change_password", R"(["correct horse", "short"])"),
                StartsWith("validation: "));
    EXPECT_THAT(call("res.users", "change_password", R"(["correct horse", ""])"), StartsWith("user: "));
    EXPECT_EQ(call("res.users", "change_password", R"(["correct horse", "battery staple"])"), "true");
    EXPECT_TRUE(access.authenticate("demo", "battery staple", "192.0.2.7"));
    const auto key = access.create_key(identity.user, "script", "", std::nullopt).second;
    EXPECT_EQ(call_with("res.users", "change_password", {key.reveal(), "another one here"}),
              "denied: Access Denied");
    EXPECT_EQ(call("res.users", "context_get"),
              R"({"lang":"en_US","tz":"UTC","uid":)" + std::to_string(identity.user) + "}");
}

TEST_F(MethodsTest, ExternalIdsLeadToRecords) {
    EXPECT_EQ(call("ir.model.data", "check_object_reference", R"(["base", "user_admin", true])"),
              R"(["res.users",2])");
    EXPECT_EQ(call("ir.model.data", "xmlid_to_res_model_res_id", R"(["base.main_company"])"),
              R"(["res.company",1])");
    EXPECT_EQ(call("ir.model.data", "xmlid_to_res_id", R"(["base.user_admin"])"), "2");
    EXPECT_EQ(call("ir.model.data", "xmlid_to_res_id", R"(["base.nobody"])"), "false");
    EXPECT_EQ(call("ir.model.data", "xmlid_to_res_model_res_id", R"(["base.nobody"])"), "[false,false]");
    EXPECT_EQ(call("ir.model.data", "check_object_reference", R"(["base", "nobody"])"),
              "application: External ID not found in the system: base.nobody");
    EXPECT_EQ(call("ir.model.data", "xmlid_to_res_id", R"(["nobody", true])"),
              "application: External ID not found in the system: nobody");
    const auto id =
        create("ir.model.data", R"({"module": "own", "name": "first", "model": "res.partner", "res_id": 1})");
    EXPECT_EQ(call("ir.model.data", "read", "[" + std::to_string(id) + R"(, ["complete_name"]])"),
              R"([{"id":)" + std::to_string(id) + R"(,"complete_name":"own.first"}])");
    EXPECT_EQ(call("ir.model.data", "check_object_reference", R"(["own", "first"])"), R"(["res.partner",1])");
    EXPECT_EQ(call("ir.model.data", "create",
                   R"([{"module": "own", "name": "first", "model": "res.partner", "res_id": 2}])"),
              "application: the external ID 'own.first' is that of res.partner,1 already");
    EXPECT_EQ(call("ir.model.data", "create",
                   R"([{"module": "own", "name": "third", "model": "no.model", "res_id": 2}])"),
              "application: there is no model 'no.model'");
    EXPECT_EQ(call("ir.model.data", "write", "[" + std::to_string(id) + R"(, {"name": "second"}])"), "true");
    EXPECT_EQ(call("ir.model.data", "read", "[" + std::to_string(id) + R"(, ["complete_name"]])"),
              R"([{"id":)" + std::to_string(id) + R"(,"complete_name":"own.second"}])");
}

TEST_F(MethodsTest, WhatIsInstalledIsReadAndNotChanged) {
    EXPECT_EQ(call("ir.model", "search_read", R"([[["model", "=", "sale.document"]], ["name", "modules"]])")
                  .substr(0, 7),
              R"([{"id":)");
    EXPECT_THAT(
        call("ir.module.module", "search_read", R"([[["name", "=", "sale"]], ["shortdesc", "state"]])"),
        HasSubstr(R"("shortdesc":"Sales","state":"installed")"));
    for (const auto* model : {"ir.model", "ir.model.fields", "ir.module.module"}) {
        EXPECT_THAT(call(model, "create", R"([{"name": "x"}])"), StartsWith("access: Records of")) << model;
        EXPECT_THAT(call(model, "write", R"([[1], {"name": "x"}])"), StartsWith("access: Records of"))
            << model;
        EXPECT_THAT(call(model, "unlink", "[[1]]"), StartsWith("access: Records of")) << model;
    }
}

}  // namespace
}  // namespace outfield::methods
