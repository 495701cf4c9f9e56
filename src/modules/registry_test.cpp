#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/registry.h>

#include <algorithm>
#include <type_traits>

#include "modules/names.h"
#include "modules/table_name.h"

namespace outfield {
namespace {

using testing::HasSubstr;

Module module_with(std::string name, std::vector<NamedField> fields) {
    Module module(name);
    module.model(name + ".doc", "Document", std::move(fields));
    return module;
}

std::string fault(std::vector<Module> modules) {
    try {
        Registry registry(std::move(modules));
        return "";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
}

std::string fault(std::vector<NamedField> fields) {
    return fault(std::vector{module_with("sale", std::move(fields))});
}

TEST(Registry, HoldsTheModules) {
    const Registry registry({module_with("sale", {{"name", fields::character("Name", {.required = true})},
                                                  {"file", fields::binary("File", {.store = "s3"})}})});
    EXPECT_EQ(registry.modules().size(), 2U);
    EXPECT_EQ(registry.modules()[0].name, "base");
    EXPECT_EQ(registry.model("sale.doc").title, "Document");
    EXPECT_EQ(registry.field("sale.doc", "file").store, "s3");
    EXPECT_EQ(registry.field("ir.attachment", "datas").store, "");
    EXPECT_TRUE(registry.has_model("ir.attachment"));
    EXPECT_FALSE(registry.has_model("ir"));
}

TEST(Registry, ARefusedDeclarationIsToldWithItsPlace) {
    Module sale("sale", "Sales");
    sale.model("sale.doc", "Document", {{"file", fields::binary("File")}, {"file", fields::text("Text")}});
    const auto line = __LINE__ - 1;
    EXPECT_THAT(fault(std::vector{sale}),
                testing::StartsWith(std::string(__FILE__) + ":" + std::to_string(line) + ": module 'sale'"));
    const auto empty = Module("");
    EXPECT_THAT(fault(std::vector{empty}),
                testing::StartsWith(std::string(__FILE__) + ":" + std::to_string(__LINE__ - 2) + ": "));
}

TEST(Registry, WhatItLendsOutSurvivesAMove) {
    static_assert(!std::is_copy_constructible_v<Registry>);
    Registry registry({module_with("sale", {})});
    const Model* model = &registry.model("sale.doc");
    const Registry moved = std::move(registry);
    EXPECT_EQ(&moved.model("sale.doc"), model);
}

TEST(Registry, NamesTheNearest) {
    const Registry registry({module_with("sale", {{"file", fields::binary("File")}})});
    const auto message = [](auto&& call) -> std::string {
        try {
            call();
            return "";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::not_found);
            return error.what();
        }
    };
    EXPECT_EQ(message([&] { registry.model("sale.dok"); }),
              "there is no model 'sale.dok'; did you mean 'sale.doc'?");
    EXPECT_EQ(message([&] { registry.field("sale.doc", "flie"); }),
              "there is no field 'flie' on model 'sale.doc'; did you mean 'file'?");
    EXPECT_EQ(message([&] { registry.field("sale.doc", "picture"); }),
              "there is no field 'picture' on model 'sale.doc'; there are: file");
    EXPECT_EQ(message([&] { registry.module("slae"); }), "there is no module 'slae'; did you mean 'sale'?");
    EXPECT_EQ(registry.module("sale").name, "sale");
    EXPECT_EQ(message([&] { registry.field("sale.doc", "fil"); }),
              "there is no field 'fil' on model 'sale.doc'; did you mean 'file'?");
}

TEST(Registry, RefusesBadNames) {
    EXPECT_THAT(fault({Module("Sale")}), HasSubstr("module 'Sale': a module's name is"));
    EXPECT_THAT(fault({Module("")}), HasSubstr("must not be empty"));
    for (const char* bad : {"id", "create_date", "write_date", "display_name", "create_uid", "write_uid",
                            "__last_update", "ctid", "x y", "X", "1a", "a\"b", "a.b", "_a", ""})
        EXPECT_THAT(fault({{bad, fields::integer("X")}}),
                    HasSubstr("module 'sale', model 'sale.doc', field "))
            << bad;
    EXPECT_THAT(fault({{std::string(64, 'a'), fields::integer("X")}}), HasSubstr("at most 63"));
    EXPECT_EQ(fault({{std::string(63, 'a'), fields::integer("X")}, {"select", fields::text("SQL")}}), "");
    for (const char* bad : {"sale..doc", "sale.", ".sale", "outfield.blob", "sqlite_master", "pg.class", "é"})
        EXPECT_THAT(fault({Module("sale").model(bad, "", {})}), HasSubstr("module 'sale', model ")) << bad;
}

TEST(Registry, RefusesWhatIsThereTwice) {
    EXPECT_THAT(fault({{"a", fields::text("A")}, {"a", fields::text("A")}}),
                HasSubstr("field 'a': is declared twice"));
    EXPECT_THAT(fault({module_with("sale", {}), module_with("sale", {})}), HasSubstr("is there twice"));
    EXPECT_THAT(fault({module_with("sale", {}), Module("other").model("sale.doc", "", {})}),
                HasSubstr("module 'sale' declares it already"));
    EXPECT_THAT(fault({module_with("sale", {}), Module("other").model("sale_doc", "", {})}),
                HasSubstr("its table sale_doc is that of model 'sale.doc'"));
    EXPECT_THAT(fault({Module("base")}), HasSubstr("always there"));
    EXPECT_EQ(fault({module_with("sale", {}), base_module()}), "");
}

TEST(Registry, RefusesRelationsToNothing) {
    EXPECT_THAT(fault({{"a", fields::many2one("A", "ir.attachmen")}}),
                HasSubstr("points to model 'ir.attachmen', which no module declares; did you mean "
                          "'ir.attachment'?"));
    EXPECT_THAT(fault({{"a", fields::many2one("A", "")}}), HasSubstr("is missing"));
    EXPECT_THAT(fault({{"a", fields::one2many("A", "ir.attachment", "name")}}),
                HasSubstr("is no many2one of 'ir.attachment' that points to 'sale.doc'"));
    EXPECT_THAT(fault({{"up", fields::many2one("Up", "sale.doc")},
                       {"down", fields::one2many("Down", "sale.doc", "parent")}}),
                HasSubstr("did you mean 'up'?"));
    EXPECT_EQ(fault({{"up", fields::many2one("Up", "sale.doc")},
                     {"down", fields::one2many("Down", "sale.doc", "up")}}),
              "");
}

TEST(Registry, RefusesManyToManyThatDoNotLeadBack) {
    const auto links = fields::many2many("Tags", "sale.doc");
    EXPECT_EQ(fault({{"tags", links}}), "");
    EXPECT_EQ(fault({{"tags", links}, {"docs", fields::many2many("Documents", "sale.doc", "tags")}}), "");
    EXPECT_THAT(fault({{"tags", fields::many2many("Tags", "sale.tg")}}),
                HasSubstr("points to model 'sale.tg'"));
    EXPECT_THAT(fault({{"tags", fields::many2many("Tags", "")}}), HasSubstr("is missing"));
    EXPECT_THAT(fault({{"tags", links}, {"docs", fields::many2many("Documents", "sale.doc", "tag")}}),
                HasSubstr("field 'docs': its inverse 'tag' is no many2many of 'sale.doc' that points to "
                          "'sale.doc' and has no inverse itself; did you mean 'tags'?"));
    EXPECT_THAT(fault({{"tags", fields::many2many("Tags", "sale.doc", "tags")}}),
                HasSubstr("its inverse 'tags' is no many2many"));
    EXPECT_THAT(fault({{"a", links},
                       {"b", fields::many2many("B", "sale.doc", "a")},
                       {"c", fields::many2many("C", "sale.doc", "b")}}),
                HasSubstr("its inverse 'b' is no many2many"));
    EXPECT_THAT(fault({{"up", fields::many2one("Up", "sale.doc")},
                       {"docs", fields::many2many("Documents", "sale.doc", "up")}}),
                HasSubstr("its inverse 'up' is no many2many"));
    EXPECT_THAT(fault({{"a", fields::many2many("A", "sale.doc", {}, {.required = true})}}),
                HasSubstr("cannot be required"));
    EXPECT_THAT(fault({{"a", fields::many2many("A", "sale.doc", {}, {.index = true})}}),
                HasSubstr("has no index"));
}

TEST(Registry, RefusesLinksInAnothersTable) {
    Module sale("sale");
    sale.model("sale.doc", "", {{"tags", fields::many2many("Tags", "sale.doc")}});
    EXPECT_EQ(fault({sale}), "");
    sale.model("sale.doc__tags", "", {});
    EXPECT_THAT(fault({sale}), HasSubstr("its table sale_doc__tags is that of model 'sale.doc'"));
}

TEST(Registry, KeepsViewsToTheBaseModule) {
    Module sale("sale");
    sale.models.push_back({"sale.view", "", {}, "sale"});
    sale.models.back().is_view = true;
    EXPECT_THAT(fault({sale}), HasSubstr("only the base module has views"));
    EXPECT_THAT(
        fault({{"a", fields::many2one("A", "external.storage.container")}}),
        HasSubstr("points to model 'external.storage.container', whose records are the catalog's own"));
    const Registry registry({});
    EXPECT_TRUE(registry.model("external.storage.configuration").is_view);
}

TEST(Registry, RefusesFieldsThatMakeNoSense) {
    EXPECT_THAT(fault({{"a", fields::selection("A", {})}}), HasSubstr("needs choices"));
    EXPECT_THAT(fault({{"a", fields::selection("A", {{"x", "X"}, {"x", "Y"}})}}), HasSubstr("twice"));
    EXPECT_THAT(fault({{"a", fields::text("\xff")}}), HasSubstr("UTF-8"));
    EXPECT_THAT(fault({{"a", fields::binary("A", {.store = "no way"})}}), HasSubstr("is no store"));
    Field odd = fields::integer("Odd");
    odd.store = "s3";
    EXPECT_THAT(fault({{"a", odd}}), HasSubstr("only a binary has a store"));
}

TEST(Registry, PutsDependenciesFirst) {
    Module a("a"), b("b"), c("c");
    a.depends = {"b", "base"};
    b.depends = {"c"};
    const Registry registry({a, b, c});
    std::string order;
    for (const auto& module : registry.modules()) order += module.name + " ";
    EXPECT_EQ(order, "base c b a ");

    c.depends = {"a"};
    EXPECT_THAT(fault({a, b, c}), HasSubstr("depends on itself: a -> b -> c -> a"));
    c.depends = {"bb"};
    EXPECT_THAT(fault({a, b, c}), HasSubstr("depends on module 'bb', which is not there"));
}

TEST(Registry, SuggestsNoModuleToItself) {
    Module purchase("purchase"), sale("sale");
    purchase.depends = {"purchas"};
    EXPECT_THAT(fault({purchase}), testing::EndsWith("depends on module 'purchas', which is not there"));
    purchase.depends = {"sal"};
    EXPECT_THAT(fault({purchase, sale}), testing::EndsWith("not there; did you mean 'sale'?"));
}

TEST(Registry, SaysWhereAManifestIsWrong) {
    const auto module = parse_manifest(
        "[module]\nname = 'sale'\n[models.doc.fields]\nx = { type = 'many2one', model = 'nothing' }",
        "sale.toml");
    EXPECT_THAT(fault({module}), testing::StartsWith("sale.toml:4: module 'sale', model 'doc', field 'x': "));
}

TEST(Names, HintsAtAMisspeltKind) {
    EXPECT_EQ(misspelt_kind("s4"), "s3");
    EXPECT_EQ(misspelt_kind("ftps"), "ftp");
    EXPECT_EQ(misspelt_kind("s3"), std::nullopt);
    EXPECT_EQ(misspelt_kind("amazon"), std::nullopt);
}

TEST(Names, TablesAreNamedAsInOpenERP) {
    EXPECT_EQ(table_name("sale.order.line"), "sale_order_line");
    EXPECT_EQ(link_table_name("res.users", "groups_id"), "res_users__groups_id");
    const auto a = link_table_name("sale." + std::string(50, 'x'), "field_a");
    EXPECT_EQ(a.size(), 63U);
    EXPECT_NE(a, link_table_name("sale." + std::string(50, 'x'), "field_b"));
}

}  // namespace
}  // namespace outfield
