#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/registry.h>

namespace outfield {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view sale = R"([module]
name = "sale"

[groups.user]
title = "Sales user"
implies = ["base.group_user"]

[groups.manager]
implies = ["user"]

[models."sale.document"]

[models."sale.document".rights]
"sale.manager" = ["unlink", "create", "write", "read"]
user = ["read"]
"base.group_user" = ["read", "write"]
)";

std::string fault(std::string_view toml) {
    try {
        const Registry registry({parse_manifest(toml, "sale.toml")});
        return "";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
}

std::string with_rights(std::string_view rights) {
    return "[module]\nname = 'sale'\n[groups.user]\n[models.doc]\n[models.doc.rights]\n" +
           std::string(rights);
}

TEST(Groups, AreReadWithTheirModule) {
    const Module module = parse_manifest(sale, "sale.toml");
    EXPECT_EQ(module.groups, (std::vector<Group>{{"sale.user", "Sales user", {"base.group_user"}},
                                                 {"sale.manager", "", {"sale.user"}}}));
    EXPECT_EQ(module.groups[1].origin, "sale.toml:8");
    EXPECT_EQ(module.models[0].grants, (std::vector<Grant>{{"sale.manager", true, true, true, true},
                                                           {"sale.user", true},
                                                           {"base.group_user", true, true}}));
    EXPECT_EQ(fault(sale), "");
}

TEST(Groups, AreWrittenAsTheyAreRead) {
    const Module module = parse_manifest(sale, "sale.toml");
    const auto text = render_manifest(module);
    EXPECT_EQ(parse_manifest(text, "elsewhere"), module) << text;
    EXPECT_THAT(text, HasSubstr("[groups.manager]\nimplies = [\"sale.user\"]\n"));
    EXPECT_THAT(text, HasSubstr("\"base.group_user\" = [\"read\", \"write\"]\n"));
}

TEST(Groups, OfTheBaseModuleAreAlwaysThere) {
    const auto base = base_module();
    ASSERT_EQ(base.groups.size(), 2U);
    EXPECT_EQ(base.groups[0].name, "base.group_user");
    EXPECT_EQ(base.groups[1].name, "base.group_system");
    EXPECT_EQ(base.groups[1].implies, std::vector<std::string>{"base.group_user"});
    for (const auto& model : base.models) EXPECT_EQ(model.grants.empty(), model.is_view) << model.name;
}

TEST(Groups, RefusesUnknownRights) {
    EXPECT_EQ(fault(with_rights("user = ['raed']")),
              "sale.toml:6: [rights]: 'user' has 'raed', which is no right; did you mean 'read'?");
    EXPECT_EQ(fault(with_rights("user = ['fly']")),
              "sale.toml:6: [rights]: 'user' has 'fly', which is no right; the rights are read, write, "
              "create, unlink");
    EXPECT_EQ(fault(with_rights("user = ['read', 'read']")),
              "sale.toml:6: [rights]: 'user' has the right 'read' twice");
    EXPECT_EQ(fault(with_rights("user = 'read'")), "sale.toml:6: [rights]: 'user' must be a list of texts");
    EXPECT_EQ(fault(with_rights("user = []")),
              "sale.toml:4: module 'sale', model 'doc': group 'sale.user' gets no right");
    EXPECT_EQ(fault(with_rights("user = ['read']\n'sale.user' = ['write']")),
              "sale.toml:4: module 'sale', model 'doc': the rights of group 'sale.user' stand there twice");
}

TEST(Groups, RefusesUnknownGroups) {
    EXPECT_EQ(fault(with_rights("usr = ['read']")),
              "sale.toml:4: module 'sale', model 'doc': gives rights to group 'sale.usr', which no module "
              "declares; did you mean 'sale.user'?");
    EXPECT_THAT(fault(with_rights("'base.group_usr' = ['read']")),
                HasSubstr("did you mean 'base.group_user'"));
    EXPECT_EQ(fault("[module]\nname = 'sale'\n[groups.a]\nimplies = ['nothing']"),
              "sale.toml:3: group 'sale.a': implies group 'sale.nothing', which no module declares");
}

TEST(Groups, RefusesCircles) {
    EXPECT_EQ(fault("[module]\nname = 'sale'\n[groups.a]\nimplies = ['a']"),
              "sale.toml:3: group 'sale.a': implies itself: sale.a -> sale.a");
    EXPECT_THAT(
        fault("[module]\nname = 'sale'\n[groups.a]\nimplies = ['b']\n[groups.b]\nimplies = ['c']\n"
              "[groups.c]\nimplies = ['b', 'base.group_user']"),
        testing::AnyOf(HasSubstr("sale.b -> sale.c -> sale.b"), HasSubstr("sale.c -> sale.b -> sale.c")));
}

TEST(Groups, TakesALongChainOfThem) {
    std::string manifest = "[module]\nname = 'sale'\n";
    for (int i = 1; i <= 20000; ++i)
        manifest += "[groups.g" + std::to_string(i) + "]\nimplies = ['g" + std::to_string(i - 1) + "']\n";
    EXPECT_EQ(fault(manifest + "[groups.g0]"), "");
    EXPECT_THAT(fault(manifest + "[groups.g0]\nimplies = ['g20000']"), HasSubstr("by way of 20001 groups"));
}

TEST(Groups, RefusesBadDeclarations) {
    EXPECT_THAT(fault("[module]\nname = 'sale'\n[groups.'a.b']"),
                StartsWith("sale.toml:3: group 'sale.a.b': a group's name is a small letter"));
    EXPECT_THAT(fault("[module]\nname = 'sale'\n[groups.model_doc]"),
                HasSubstr("external identifiers that begin with model_ are those of models"));
    EXPECT_THAT(fault("[module]\nname = 'sale'\n[groups.a]\nimplie = []"),
                StartsWith("sale.toml:4: group 'a' has no key 'implie'; did you mean 'implies'?"));
    EXPECT_THAT(fault("[module]\nname = 'sale'\n[groups.a]\nimplies = ['b', 'sale.b']\n[groups.b]"),
                HasSubstr("implies 'sale.b' twice"));
    EXPECT_THAT(fault("[module]\nname = 'sale'\n[groups.a]\ntitle = \"a\\u0000\""), HasSubstr("NUL"));
    Module module("sale");
    module.groups = {{"base.mine", "", {}}};
    EXPECT_THROW(Registry({module}), Error);
    module.groups = {{"sale.a", "", {}}, {"sale.a", "", {}}};
    EXPECT_THROW(Registry({module}), Error);
}

}  // namespace
}  // namespace outfield
