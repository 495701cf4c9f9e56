#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/registry.h>

#include <filesystem>
#include <fstream>

namespace outfield {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view sale = R"([module]
name = "sale"
title = "Sales"
depends = ["base"]

[models."sale.document"]
title = "Sale document"

[models."sale.document".fields]
name = { type = "char", label = "Name", required = true, size = 64 }
state = { type = "selection", label = "State", choices = [["draft", "Draft"], ["done", "Done"]] }
attachment = { type = "many2one", label = "Attachment", model = "ir.attachment" }
tags = { type = "many2many", label = "Tags", model = "a.later" }
file = { type = "binary", label = "File", store = "s3" }
amount = { type = "float", index = true, help = "In \"euro\"\n\ttoday \\ \u00e9 \u0001" }

[models."a.later"]
[models."a.later".fields]
z = { type = "integer" }
a = { type = "boolean" }
documents = { type = "many2many", model = "sale.document", inverse = "tags" }
)";

std::string fault(std::string_view toml) {
    try {
        parse_manifest(toml, "sale.toml");
        return "";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
}

std::string with_fields(std::string_view fields) {
    return "[module]\nname = 'sale'\n[models.doc.fields]\n" + std::string(fields);
}

TEST(Manifest, ReadsWhatTheFileSays) {
    const Module module = parse_manifest(sale, "sale.toml");
    EXPECT_EQ(module.name, "sale");
    EXPECT_EQ(module.depends, std::vector<std::string>{"base"});
    EXPECT_EQ(module.origin, "sale.toml:1");
    ASSERT_EQ(module.models.size(), 2U);
    const Model& document = module.models[0];
    EXPECT_EQ(document.name, "sale.document");
    EXPECT_EQ(document.title, "Sale document");
    EXPECT_EQ(document.module, "sale");
    ASSERT_EQ(document.fields.size(), 6U);
    EXPECT_EQ(document.fields[0].name, "name");
    EXPECT_EQ(document.fields[3].origin, "sale.toml:13");
    EXPECT_EQ(document.find("name")->size, 64U);
    EXPECT_TRUE(document.find("name")->required);
    EXPECT_EQ(document.find("state")->choices[1], std::pair(std::string("done"), std::string("Done")));
    EXPECT_EQ(document.find("file")->store, "s3");
    EXPECT_EQ(document.find("nothing"), nullptr);
    EXPECT_EQ(module.models[1].fields[0].name, "z");
}

TEST(Manifest, WritesWhatItReads) {
    const Module module = parse_manifest(sale, "sale.toml");
    const auto text = render_manifest(module);
    const Module again = parse_manifest(text, "elsewhere");
    EXPECT_EQ(again, module) << text;
    EXPECT_EQ(render_manifest(again), text);
    EXPECT_EQ(parse_manifest(render_manifest(base_module()), "base"), base_module());
}

TEST(Manifest, TheDatabaseIsNoStore) {
    EXPECT_EQ(parse_manifest(with_fields("f = { type = 'binary', store = 'database' }"), "x")
                  .models[0]
                  .fields[0]
                  .field,
              fields::binary("", {.store = "database"}));
}

TEST(Manifest, FieldsOnOneLineKeepTheirOrder) {
    const auto module = parse_manifest(
        "models.doc.fields = { z = { type = 'char' }, b = { type = 'text' }, m = { type = 'date' } }\n"
        "module = { name = 'sale' }",
        "x");
    const auto& fields = module.models.at(0).fields;
    EXPECT_EQ(fields[0].name + fields[1].name + fields[2].name, "zbm");
}

TEST(Manifest, RefusesWithFileAndLine) {
    EXPECT_THAT(fault("[module]\nname = 'sale'\ntitles = 'x'"),
                StartsWith("sale.toml:3: [module] has no key 'titles'; did you mean 'title'?"));
    EXPECT_EQ(fault(with_fields("f = { type = 'integr' }")),
              "sale.toml:4: field 'f': 'type' 'integr' is no type; did you mean 'integer'?");
    EXPECT_THAT(fault(with_fields("f = { type = 'blob' }")), HasSubstr("the types are char, text"));
    EXPECT_EQ(fault(with_fields("f = { label = 'F' }")), "sale.toml:4: field 'f' has no type");
    EXPECT_EQ(
        fault(with_fields("f = { type = 'binary', size = 3 }")),
        "sale.toml:4: field 'f' has no key 'size'; the keys here are type, label, help, required, store");
    EXPECT_THAT(fault(with_fields("f = { type = 'char' }\nf = { type = 'text' }")),
                StartsWith("sale.toml:5: "));
    EXPECT_THAT(fault(with_fields("f = { type = 'char', size = -1 }")), StartsWith("sale.toml:4: "));
    EXPECT_THAT(fault(with_fields("f = { type = 'char', required = 'yes' }")), HasSubstr("true or false"));
    EXPECT_THAT(fault(with_fields("f = { type = 'selection', choices = ['a'] }")),
                HasSubstr("list of pairs"));
    EXPECT_THAT(fault(with_fields("f = 1")), StartsWith("sale.toml:4: field 'f' must be a table"));
    EXPECT_EQ(fault(with_fields("f = { type = 'selection' }")),
              "sale.toml:4: module 'sale', model 'doc', field 'f': a selection needs choices");
    EXPECT_THAT(fault(with_fields("id = { type = 'integer' }")), HasSubstr("reserved"));
    EXPECT_EQ(fault(with_fields("f = { type = 'many2many', model = 'doc', required = true }")),
              "sale.toml:4: field 'f' has no key 'required'; the keys here are type, label, help, model, "
              "inverse");
    EXPECT_EQ(fault("[module]\nname = 'sale'\n[models.doc]\nview = true"),
              "sale.toml:4: model 'doc' has no key 'view'; the keys here are title, fields, rights");
    EXPECT_THAT(fault("[module"), StartsWith("sale.toml:1: this is not TOML"));
    EXPECT_THAT(fault(""), HasSubstr("has no table [module]"));
    EXPECT_THAT(fault("[module]\ntitle = 'x'"), StartsWith("sale.toml:1: [module] has no name"));
    EXPECT_THAT(fault("[module]\nname = 'sale'\n[models.sale.document.fields]"), HasSubstr("in quotes"));
}

TEST(Manifest, RefusesAnUnknownStore) {
    const auto store = [](const std::string& name) {
        return fault(with_fields("a = { type = 'char' }\nf = { type = 'binary', store = '" + name + "' }"));
    };
    EXPECT_THAT(store("S3"),
                StartsWith("sale.toml:5: module 'sale', model 'doc', field 'f': 'S3' is no store; "
                           "did you mean 's3'"));
    EXPECT_THAT(store("my store"), HasSubstr("is no store: it is s3, ftp"));
    EXPECT_THAT(store(std::string(64, 'a')), HasSubstr("is no store"));
    EXPECT_EQ(store("amazon-2"), "");
    EXPECT_EQ(store("ftp"), "");
}

TEST(Manifest, SurvivesHostileText) {
    EXPECT_THAT(fault("a = " + std::string(100000, '[')), StartsWith("sale.toml:1: "));
    EXPECT_THAT(fault("[module]\nname = '\xff'"), StartsWith("sale.toml:"));
    EXPECT_THAT(fault("[module]\nname = \"a\\u0000b\""), HasSubstr("a module's name"));
    EXPECT_THAT(fault("[module]\nname = 'a'\ntitle = \"a\\u0000b\""), HasSubstr("NUL"));
    EXPECT_THAT(fault(std::string(5U << 20U, '#')), HasSubstr("at most 4.0 MiB"));
    EXPECT_THAT(fault("[module]\nname = 'sale'\n[models.\"a'\\\";drop table x\"]"),
                HasSubstr("a model's name"));
}

TEST(Manifest, IsReadFromAFile) {
    const auto file = std::filesystem::temp_directory_path() / "outfield manifest test.toml";
    std::ofstream(file) << sale;
    EXPECT_EQ(read_manifest(file), parse_manifest(sale, ""));
    std::ofstream(file) << "x";
    try {
        read_manifest(file);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), StartsWith(file.string() + ":1: "));
    }
    std::filesystem::remove(file);
    try {
        read_manifest(file);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::not_found);
    }
}

}  // namespace
}  // namespace outfield
