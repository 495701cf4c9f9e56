// external.storage.configuration and external.storage.container.
#include "connections/stack.h"
#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class StorageModelsTest : public MethodsTest {
  protected:
    static constexpr const char* configurations = "external.storage.configuration";
    static constexpr const char* containers = "external.storage.container";

    std::string id_of(const std::string& model, const std::string& name) {
        const auto ids = call(model, "search", R"([[["name", "=", ")" + name + R"("]]])");
        return ids.substr(1, ids.size() - 2);
    }
    std::string module(const std::string& name) { return id_of("ir.module.module", name); }
};

TEST_F(StorageModelsTest, EverySettingOfEveryKindIsAField) {
    const auto& model = instance.registry().model(configurations);
    for (const auto* kind : store_kinds())
        for (const auto& setting : kind->settings) {
            const std::string name(setting.name);
            EXPECT_NE(model.find(name), nullptr) << kind->name << ' ' << name;
            EXPECT_EQ(model.find(name + "_is_set") != nullptr, setting.secret) << kind->name << ' ' << name;
        }
}

TEST_F(StorageModelsTest, ConfigurationsAreRecordsLikeAnyOther) {
    EXPECT_EQ(call(configurations, "search_read",
                   R"([[["kind", "=", "directory"]], ["name", "path", "is_default", "url"]])"),
              R"([{"id":)" + id_of(configurations, "disk") + R"(,"name":"disk","path":")" +
                  folder.file("disk") + R"(","is_default":true,"url":false}])");
    const auto id = std::to_string(create(
        configurations, R"({"name": "amazon", "kind": "s3", "access_key_id": "AKIDEXAMPLE", "email": "",
                            "secret_access_key": "very secret", "session_token": "x", "region": "eu-west-1"})"));
    EXPECT_THAT(audited(1), ElementsAre("configuration.create external.storage.configuration," + id +
                                        " amazon: access_key_id, region, secret_access_key, session_token"));
    EXPECT_EQ(
        call(configurations, "read", "[" + id + R"(, ["name", "kind", "access_key_id", "secret_access_key",
                   "secret_access_key_is_set", "session_token_is_set", "email", "is_default", "container_ids"]])"),
        R"([{"id":)" + id +
            R"(,"name":"amazon","kind":"s3","access_key_id":"AKIDEXAMPLE","secret_access_key":false,)"
            R"("secret_access_key_is_set":true,"session_token_is_set":true,"email":false,"is_default":true,)"
            R"("container_ids":[]}])");
    EXPECT_THAT(call(configurations, "read", "[" + id + "]"), Not(HasSubstr("very secret")));
    EXPECT_EQ(
        call(configurations, "write", "[" + id + R"(, {"email": "me@example.com", "session_token": false}])"),
        "true");
    EXPECT_EQ(call(configurations, "read", "[" + id + R"(, ["email", "session_token_is_set", "region"]])"),
              R"([{"id":)" + id +
                  R"(,"email":"me@example.com","session_token_is_set":false,"region":"eu-west-1"}])");
    EXPECT_EQ(call(configurations, "unlink", "[" + id + "]"), "true");
    EXPECT_EQ(call(configurations, "exists", "[" + id + "]"), "[]");
    EXPECT_THAT(audited(2),
                ElementsAre("configuration.delete external.storage.configuration," + id + " amazon",
                            "configuration.change external.storage.configuration," + id +
                                " amazon: email, session_token"));
}

TEST_F(StorageModelsTest, WhatIsWrongWithAConfigurationIsSaid) {
    EXPECT_THAT(call(configurations, "create", R"([{"name": "a b", "kind": "s3"}])"),
                StartsWith("validation: "));
    EXPECT_THAT(call(configurations, "create", R"([{"name": "x", "kind": "s4"}])"),
                StartsWith("validation: "));
    EXPECT_THAT(call(configurations, "create", R"([{"name": "x", "kind": "directory", "url": "http://x"}])"),
                StartsWith("validation: "));
    EXPECT_THAT(call(configurations, "create", R"([{"name": "disk", "kind": "directory", "path": "/tmp"}])"),
                StartsWith("user: "));
    EXPECT_EQ(call(configurations, "create", R"([{"name": "x", "kind": "directory", "colour": 1}])"),
              "application: Invalid field 'colour' on model 'external.storage.configuration'");
    EXPECT_THAT(
        call(configurations, "create", R"([{"name": "x", "kind": "directory", "container_ids": [[5]]}])"),
        StartsWith("validation: model 'external.storage.configuration', field 'container_ids': it is kept by "
                   "itself"));
    const auto id = id_of(configurations, "disk");
    EXPECT_THAT(call(configurations, "write", "[" + id + R"(, {"name": "disc"}])"),
                StartsWith("user: 'disk' keeps its name"));
    EXPECT_THAT(call(configurations, "write", "[" + id + R"(, {"is_default": false}])"),
                StartsWith("user: "));
    EXPECT_EQ(call(configurations, "write", R"([[999], {"email": "x"}])"),
              "missing: Record does not exist or has been deleted.\n(Record: "
              "external.storage.configuration(999,), User: 2)");
    EXPECT_THAT(call(configurations, "unlink", "[" + id_of(configurations, "database") + "]"),
                StartsWith("validation: "));
    EXPECT_THAT(call(configurations, "copy", "[" + id + "]"), StartsWith("user: "));
}

TEST_F(StorageModelsTest, MethodsOfAConfiguration) {
    const auto id = id_of(configurations, "disk");
    EXPECT_THAT(call(configurations, "test_connection", "[[" + id + "], \"sales\"]"),
                HasSubstr(R"("ok":true,"outcome":"passed")"));
    std::filesystem::create_directory(folder.file("disk/purchases"));
    EXPECT_EQ(call(configurations, "synchronise", "[[" + id + "]]"),
              R"({"appeared":["purchases"],"returned":[],"vanished":[],"unchanged":["sales"]})");
    EXPECT_EQ(call(configurations, "synchronize", "[" + id + "]"),
              R"({"appeared":[],"returned":[],"vanished":[],"unchanged":["purchases","sales"]})");
    const auto made = call(configurations, "create_on_server", "[" + id + R"(, "fresh", "keys/", 60])");
    EXPECT_TRUE(std::filesystem::is_directory(folder.file("disk/fresh")));
    EXPECT_EQ(
        call(containers, "read",
             "[" + made +
                 R"(, ["name", "key_prefix", "retention", "origin", "configuration_id", "vanished"]])"),
        R"([{"id":)" + made +
            R"(,"name":"fresh","key_prefix":"keys/","retention":60,"origin":"created","configuration_id":[)" +
            id + R"(,"disk"],"vanished":false}])");
    EXPECT_EQ(call(configurations, "synchronise", "[[1, 2]]"),
              "application: Expected singleton: external.storage.configuration(1, 2)");
    EXPECT_THAT(call(configurations, "explain", R"(["sale.document", "file"])"),
                StartsWith(R"({"configuration":"disk","container":"sales","reasons":[")"));
    EXPECT_EQ(call(configurations, "explain", R"(["sale.document"])"),
              "application: explain() missing 1 required positional argument: 'field'");
    EXPECT_EQ(call(configurations, "fields_get", R"([["tls_verify"], ["help"]])"),
              R"({"tls_verify":{"help":"on, which is usual, or off: for trials alone"}})");
    EXPECT_THAT(call(containers, "explain", "[]", R"({"model": "sale.document", "field": "name"})"),
                StartsWith("application: "));
}

TEST_F(StorageModelsTest, ContainersHaveModules) {
    const auto disk = id_of(configurations, "disk"), sale = module("sale"), base = module("base");
    const auto sales = id_of(containers, "sales");
    EXPECT_EQ(call(containers, "read", "[" + sales + R"(, ["module_ids", "kind", "live"]])"),
              R"([{"id":)" + sales + R"(,"module_ids":[)" + sale + R"(],"kind":"directory","live":0}])");
    EXPECT_EQ(call(containers, "search", R"([[["module_ids.name", "=", "sale"]]])"), "[" + sales + "]");
    EXPECT_EQ(call(containers, "write",
                   "[" + sales + R"(, {"module_ids": [[6, 0, [)" + base +
                       R"(]]], "retention": 3600, "presigned": false}])"),
              "true");
    EXPECT_THAT(audited(1), ElementsAre("container.change external.storage.container," + sales +
                                        " disk/sales: retention, presigned, modules"));
    EXPECT_EQ(instance.containers().get("disk/sales").modules, std::vector<std::string>{"base"});
    EXPECT_EQ(instance.containers().get("disk/sales").retention, std::chrono::hours(1));
    EXPECT_THAT(call(containers, "write", "[" + sales + R"(, {"presigned": true}])"),
                HasSubstr("a store of kind 'directory' makes no addresses for downloads"));
    EXPECT_FALSE(instance.containers().get("disk/sales").presigned);
    std::filesystem::create_directory(folder.file("disk/papers"));
    const auto papers =
        std::to_string(create(containers, R"({"name": "papers", "configuration_id": )" + disk +
                                              R"(, "module_ids": [[4, )" + sale + "]]}"));
    EXPECT_EQ(instance.containers().get("disk/papers").modules, std::vector<std::string>{"sale"});
    const auto before = audited(100);
    EXPECT_THAT(call(containers, "write",
                     "[" + sales + R"(, {"retention": 0, "module_ids": [[6, 0, [)" + sale + "]]]}]"),
                StartsWith("user: "));
    EXPECT_EQ(audited(100), before);  // nothing happened, not even in part
    EXPECT_EQ(instance.containers().get("disk/sales").retention, std::chrono::hours(1));
    EXPECT_EQ(instance.containers().get("disk/sales").modules, std::vector<std::string>{"base"});
    EXPECT_THAT(call(containers, "create", R"([{"name": "papers", "configuration_id": )" + disk + "}]"),
                StartsWith("user: "));
    EXPECT_THAT(call(containers, "create", R"([{"name": "papers"}])"), StartsWith("validation: "));
    EXPECT_THAT(call(containers, "create", R"([{"name": "x", "configuration_id": 999}])"),
                StartsWith("missing: "));
    EXPECT_THAT(call(containers, "write", "[" + sales + R"(, {"live": 7}])"), StartsWith("validation: "));
    EXPECT_THAT(call(containers, "write", "[" + sales + R"(, {"name": "other"}])"),
                StartsWith("user: 'disk/sales' keeps its name"));
    EXPECT_EQ(call(containers, "create_on_server", "[" + papers + "]"), "true");
    EXPECT_EQ(call(containers, "unlink", "[" + papers + "]"), "true");
    EXPECT_EQ(call(containers, "search", R"([[["name", "=", "papers"]]])"), "[]");
}

TEST_F(StorageModelsTest, NoContainerHoldsTheSealingKey) {
    const std::filesystem::path home = folder.file("sealing.key");
    const auto outer =
        std::to_string(create(configurations, R"({"name": "outer", "kind": "directory", "path": ")" +
                                                  home.parent_path().parent_path().string() + R"("})"));
    const auto before = audited(100);
    const auto inside = home.parent_path().filename().string();
    for (const auto& answer :
         {call(containers, "create", R"([{"name": ")" + inside + R"(", "configuration_id": )" + outer + "}]"),
          call(configurations, "create_on_server", "[" + outer + ", \"" + inside + "\"]")})
        EXPECT_THAT(answer, HasSubstr("on which Outfield itself lives"));
    EXPECT_EQ(audited(100), before);
    EXPECT_THAT(call(configurations, "synchronise", "[" + outer + "]"), Not(HasSubstr('"' + inside + '"')));
    // A path that changes takes its containers along.
    const auto disk = id_of(configurations, "disk");
    const auto trap = home.parent_path().parent_path() / (inside + ".trap");
    std::filesystem::create_directory(trap);
    std::filesystem::create_directory_symlink(home.parent_path(), trap / "sales");
    EXPECT_THAT(call(configurations, "write", "[" + disk + R"(, {"path": ")" + trap.string() + R"("}])"),
                HasSubstr("on which Outfield itself lives"));
    std::filesystem::remove_all(trap);
}

TEST_F(StorageModelsTest, FieldsTellWhatCanBeWritten) {
    EXPECT_EQ(
        call(configurations, "fields_get", R"([["url", "password", "password_is_set"], ["readonly"]])"),
        R"({"password":{"readonly":false},"password_is_set":{"readonly":true},"url":{"readonly":false}})");
    EXPECT_EQ(call(containers, "fields_get", R"([["live", "module_ids"], ["readonly", "relation"]])"),
              R"({"module_ids":{"readonly":false,"relation":"ir.module.module"},"live":{"readonly":true}})");
    EXPECT_EQ(call("ir.model", "fields_get", R"([["model"], ["readonly"]])"),
              R"({"model":{"readonly":true}})");
}

TEST_F(StorageModelsTest, OnlyAdministratorsReachThem) {
    const auto user = add_user("demo");
    as(user);
    for (const auto* model : {configurations, containers}) {
        for (const auto* method : {"search", "read", "search_read", "fields_get", "explain"})
            EXPECT_THAT(call(model, method), StartsWith("access: 'demo' may not read")) << method;
        EXPECT_THAT(call(model, "create", R"([{"name": "x"}])"), StartsWith("access: "));
        EXPECT_THAT(call(model, "write", R"([[1], {"name": "x"}])"), StartsWith("access: "));
        EXPECT_THAT(call(model, "unlink", "[[1]]"), StartsWith("access: "));
        EXPECT_THAT(call(model, "test_connection", "[[1]]"), StartsWith("access: "));
        EXPECT_THAT(call(model, "create_on_server", "[[1]]"), StartsWith("access: "));
    }
    EXPECT_THAT(call(configurations, "synchronise", "[[1]]"), StartsWith("access: "));
}

}  // namespace
}  // namespace outfield::methods
