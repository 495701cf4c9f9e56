// Users, groups, and the models that tell what is installed.
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
    EXPECT_THAT(audited(2), testing::Contains("create res.users," + text + " name, login, password"));
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
    EXPECT_EQ(call("res.users", "search_read", R"([[["id", "=", 2]], ["login"]])"),
              R"([{"id":2,"login":"admin"}])");
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
