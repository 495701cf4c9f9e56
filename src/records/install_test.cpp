#include <fmt/format.h>

#include "catalog/configurations.h"
#include "catalog/modules.h"
#include "catalog/witness.h"
#include "records/scene.h"

namespace outfield {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// A catalog over which a module "m" with one model "m.x" changes.
class InstallTest : public testing::Test {
  protected:
    static Module module(std::vector<NamedField> fields) {
        Module m("m");
        m.model("m.x", "X", std::move(fields));
        return m;
    }
    void install(std::vector<NamedField> fields) { install_modules(catalog, {module(std::move(fields))}); }
    std::string refusal(std::vector<NamedField> fields) {
        const auto before = state();
        const auto message = fault([&] { install(std::move(fields)); });
        EXPECT_EQ(state(), before);
        return message;
    }
    // Everything an installation may change, as text.
    std::string state() {
        return sql::reading(catalog.database(), [](sql::Connection& c) {
            std::string all;
            const auto tables =
                c.dialect() == sql::Dialect::sqlite
                    ? "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name"
                    : "SELECT concat(table_name, ' ', column_name, ' ', data_type) FROM "
                      "information_schema.columns "
                      "WHERE table_schema = current_schema() UNION ALL SELECT indexdef FROM pg_indexes "
                      "WHERE schemaname = current_schema() ORDER BY 1";
            for (const auto& row : c.query(tables)) all += row.text(0) + "\n";
            for (const auto& stored : catalog::Modules(c).all()) all += stored.manifest;
            return all;
        });
    }
    template <typename Call>
    auto with_records(Call&& call) {
        const Registry registry = installed_registry(catalog);
        Connections connections(catalog, folder / "key", catalog.identity());
        Placement placement(catalog, registry);
        Staging staging(catalog, connections, placement);
        Records records(catalog, registry, staging);
        return call(records);
    }
    RecordId create(const Values& values) {
        return with_records([&](Records& records) { return records.create("m.x", values); });
    }
    Value value(RecordId id, const std::string& field) {
        return with_records(
            [&](Records& records) { return records.read("m.x", {id}).at(0).values.at(field); });
    }

    TemporaryFolder folder;
    sql::TrialDatabase database;
    catalog::Catalog catalog = catalog::Catalog::create(database.url());
};

TEST_F(InstallTest, AnEmptyInstallationHasTheBaseModule) {
    install_modules(catalog, {});
    const auto registry = installed_registry(catalog);
    ASSERT_EQ(registry.modules().size(), 1U);
    EXPECT_EQ(registry.modules()[0], base_module());
    with_records([](Records& records) {
        const auto id = records.create("ir.attachment", {{"name", "a"}, {"datas", Scene::upload("x")}});
        EXPECT_EQ(records.read("ir.attachment", {id}).size(), 1U);
        return 0;
    });
}

TEST_F(InstallTest, KeepsModulesThatAreNotNamed) {
    install({{"a", fields::text("A")}});
    Module other("other");
    other.depends = {"m"};
    other.model("other.y", "Y", {{"x", fields::many2one("X", "m.x")}});
    install_modules(catalog, {other});
    EXPECT_EQ(installed_registry(catalog).modules().size(), 3U);
    EXPECT_EQ(installed_registry(catalog).modules()[1], module({{"a", fields::text("A")}}));
    EXPECT_THAT(
        fault([&] { install_modules(catalog, {Module("m")}); }),
        HasSubstr(
            "installed module other:9: module 'other', model 'other.y', field 'x': points to model 'm.x'"));
}

TEST_F(InstallTest, TheSameAgainChangesNothing) {
    install({{"a", fields::text("A")}, {"f", fields::binary("F")}});
    const auto before = state();
    install({{"a", fields::text("A")}, {"f", fields::binary("F")}});
    EXPECT_EQ(state(), before);
}

TEST_F(InstallTest, RefusesAMisspeltKindUnlessAConfigurationHasThatName) {
    const auto in = [](std::string store) {
        return std::vector<NamedField>{{"f", fields::binary("F", {.store = std::move(store)})}};
    };
    install({});
    EXPECT_THAT(refusal(in("ftps")),
                HasSubstr("'ftps'; did you mean 'ftp'? If not, first: outfield config add ftps"));
    install(in("partner"));  // far from every kind: it may be to come
    const auto number = sql::writing(catalog.database(), [](sql::Connection& c) {
        return catalog::Configurations(c).add({.name = "ftps", .kind = "ftp"});
    });
    install(in("ftps"));
    catalog.database().write([&](sql::Connection& c) { catalog::Configurations(c).remove(number); });
    install(in("ftps"));  // as it was
    EXPECT_THAT(refusal(in("ftpd")), HasSubstr("did you mean 'ftp'?"));
}

TEST_F(InstallTest, AddsFields) {
    install({{"a", fields::text("A")}});
    const auto id = create({{"a", "kept"}});
    install({{"new", fields::many2one("New", "m.x")},
             {"b", fields::boolean("B", {.required = true})},
             {"a", fields::text("A")}});
    EXPECT_EQ(std::get<std::string>(value(id, "a")), "kept");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(value(id, "new")));
    EXPECT_FALSE(std::get<bool>(value(id, "b")));
    EXPECT_THAT(state(), HasSubstr("CREATE INDEX \"m_x.new\""));
}

TEST_F(InstallTest, AFieldThatWentAwayComesBack) {
    install({{"a", fields::text("A")}, {"f", fields::binary("F")}});
    const auto id = create({{"a", "kept"}, {"f", Scene::upload("bytes")}});
    install({});
    with_records([&](Records& records) {
        EXPECT_EQ(records.read("m.x", {id}).at(0).values.size(), 4U);  // create_date, create_uid, ...
        return records.create("m.x", Values{});
    });
    install({{"a", fields::character("A")}, {"f", fields::binary("F", {.store = "s3"})}});
    EXPECT_EQ(std::get<std::string>(value(id, "a")), "kept");
    EXPECT_EQ(std::get<Attachment>(value(id, "f")).configuration, "database");
}

TEST_F(InstallTest, AFieldComesBackAsAnotherTypeOnlyWithItsValues) {
    install({{"a", fields::text("A")}, {"f", fields::binary("F")}});
    create({{"a", "no date"}, {"f", Scene::upload("bytes")}});
    install({});
    EXPECT_THAT(refusal({{"a", fields::date("A")}}),
                HasSubstr("cannot change from an earlier declaration to date: 1 record would lose"));
    EXPECT_THAT(refusal({{"a", fields::integer("A")}}), HasSubstr("to integer"));
    EXPECT_THAT(refusal({{"f", fields::text("F")}}), HasSubstr("from binary to text"));
}

TEST_F(InstallTest, AMany2oneComesBackWithoutRecordsThatWent) {
    install({{"up", fields::many2one("Up", "m.x")}});
    const auto a = create({}), b = create({{"up", a}}), c = create({{"up", b}});
    install({});
    with_records([&](Records& records) {
        records.unlink("m.x", {a});
        return 0;
    });
    install({{"up", fields::many2one("Up", "m.x")}});
    EXPECT_TRUE(std::holds_alternative<std::monostate>(value(b, "up")));
    EXPECT_EQ(std::get<std::int64_t>(value(c, "up")), b);
}

TEST_F(InstallTest, AStoreChangesForNewValuesAlone) {
    install({{"f", fields::binary("F")}});
    const auto id = create({{"f", Scene::upload("bytes")}});
    install({{"f", fields::binary("F", {.store = "ftp"})}});
    EXPECT_EQ(installed_registry(catalog).field("m.x", "f").store, "ftp");
    EXPECT_EQ(std::get<Attachment>(value(id, "f")).configuration, "database");
}

TEST_F(InstallTest, TakesHarmlessChanges) {
    install({{"c", fields::character("C", {.size = 5})},
             {"i", fields::integer("I")},
             {"s", fields::selection("S", {{"a", "A"}})},
             {"d", fields::date("D")}});
    const auto id = create({{"c", "12345"}, {"i", std::int64_t{3}}, {"s", "a"}, {"d", "2026-01-01"}});
    install({{"c", fields::text("C", {.index = true})},
             {"i", fields::floating("I")},
             {"s", fields::selection("S", {{"b", "B"}})},
             {"d", fields::character("D")}});
    EXPECT_EQ(std::get<std::string>(value(id, "c")), "12345");
    EXPECT_EQ(std::get<double>(value(id, "i")), 3.0);
    EXPECT_EQ(std::get<double>(value(create({{"i", 2.5}}), "i")), 2.5);
    EXPECT_EQ(std::get<std::string>(value(id, "s")), "a");
    EXPECT_THAT(state(), HasSubstr("\"m_x.c\""));
    install({{"c", fields::text("C")}});
    EXPECT_THAT(state(), testing::Not(HasSubstr("\"m_x.c\"")));
}

TEST_F(InstallTest, RefusesChangesThatLoseValues) {
    install({{"c", fields::character("C")},
             {"i", fields::integer("I")},
             {"r", fields::floating("R")},
             {"f", fields::binary("F")},
             {"m", fields::many2one("M", "m.x")}});
    const auto id = create({{"c", "word"}, {"i", INT64_MAX}, {"r", 1.5}, {"f", Scene::upload("x")}});
    EXPECT_THAT(
        refusal({{"c", fields::integer("C")}}),
        testing::EndsWith(": module 'm', model 'm.x', field 'c': cannot change from char to "
                          "integer: 1 record would lose a value; empty the field there first, or give "
                          "the new field another name"));
    EXPECT_THAT(refusal({{"c", fields::character("C", {.size = 3})}}),
                HasSubstr("char of at most 3 characters: 1 record would lose a value (the first is record 1: "
                          "the text has 4"));
    EXPECT_THAT(refusal({{"c", fields::selection("C", {{"x", "X"}})}}), HasSubstr("from char to selection"));
    EXPECT_THAT(refusal({{"i", fields::floating("I")}}), HasSubstr("too many digits"));
    EXPECT_THAT(refusal({{"i", fields::boolean("I")}}), HasSubstr("from integer to boolean"));
    EXPECT_THAT(refusal({{"i", fields::many2one("I", "m.x")}}), HasSubstr("to many2one to 'm.x'"));
    EXPECT_THAT(refusal({{"r", fields::integer("R")}}), HasSubstr("from float to integer"));
    EXPECT_THAT(refusal({{"f", fields::text("F")}}), HasSubstr("from binary to text: 1 record"));
    EXPECT_THAT(refusal({{"c", fields::binary("C")}}), HasSubstr("from char to binary: 1 record"));
    EXPECT_THAT(refusal({{"c", fields::one2many("C", "m.x", "m")}, {"m", fields::many2one("M", "m.x")}}),
                HasSubstr("from char to one2many"));
    EXPECT_EQ(std::get<std::string>(value(id, "c")), "word");
}

TEST_F(InstallTest, AnEmptyColumnTakesAnyType) {
    install({{"c", fields::character("C", {.index = true})}});
    const auto id = create({});
    install({{"c", fields::integer("C", {.index = true})}});
    with_records([&](Records& records) {
        records.write("m.x", {id}, {{"c", std::int64_t{5}}});
        return 0;
    });
    EXPECT_EQ(std::get<std::int64_t>(value(id, "c")), 5);
}

TEST_F(InstallTest, RefusesToRequireWhatRecordsLack) {
    install({{"a", fields::text("A")}, {"f", fields::binary("F")}});
    create({{"a", "x"}, {"f", Scene::upload("x")}});
    install({{"a", fields::text("A", {.required = true})}, {"f", fields::binary("F", {.required = true})}});
    install({{"a", fields::text("A")}, {"f", fields::binary("F")}});
    create({}), create({});
    EXPECT_THAT(refusal({{"a", fields::text("A", {.required = true})}}),
                HasSubstr("field 'a': cannot be required: 2 records without a value"));
    EXPECT_THAT(refusal({{"f", fields::binary("F", {.required = true})}}),
                HasSubstr("cannot be required: 2 records"));
    EXPECT_THAT(refusal({{"n", fields::integer("N", {.required = true})}}),
                HasSubstr("cannot be required: 3 records"));
}

TEST_F(InstallTest, RefusesABrokenSetOfModules) {
    EXPECT_THAT(refusal({{"a", fields::many2one("A", "nothing")}}), HasSubstr("points to model 'nothing'"));
    EXPECT_THAT(fault([&] {
                    install_modules(catalog, {module({}), module({})});
                }),
                HasSubstr("is there twice"));
}

class Told final : public catalog::Witness {
  public:
    bool keeps_changes_of(std::string_view) const override { return false; }
    void saw(sql::Connection&, const catalog::Deed& deed) const override {
        deeds.push_back(fmt::format("{} {} {}", deed.action, deed.model, deed.detail));
    }
    mutable std::vector<std::string> deeds;
};

TEST_F(InstallTest, EachModuleIsToldOfInTheTransaction) {
    auto m = module({{"a", fields::text("A")}, {"b", fields::text("B")}});
    m.groups = {{"m.user", "User", {}}};
    Module other("other");
    other.model("other.y", "Y", {});
    const Told told;
    install_modules(catalog, {m, other});
    const std::string action = "module.install ir.module.module ";
    EXPECT_THAT(told.deeds, testing::ElementsAre(action + "m: creates m.x, group m.user",
                                                 action + "other: creates other.y"));

    told.deeds.clear();
    m.models[0].fields = {{"a", fields::character("A")}, {"c", fields::text("C")}};
    m.models[0].grants = {{"m.user", true}};
    m.model("m.z", "Z", {});
    m.groups[0].implies = {"base.group_user"};
    install_modules(catalog, {m});
    m.models.pop_back(), m.groups.clear(), m.models[0].grants.clear();
    install_modules(catalog, {m});
    install_modules(catalog, {m});
    EXPECT_THAT(told.deeds, testing::ElementsAre(
                                action + "m: creates m.z; changes m.x (a, c, b, rights), group m.user",
                                action + "m: changes m.x (rights); drops m.z, group m.user", action + "m"));
}

TEST_F(InstallTest, ChecksDeclarationsAndChangesNothing) {
    install({{"a", fields::text("A")}});
    const auto before = state();
    const auto check = [&](std::vector<Module> modules) {
        return fault([&] { check_modules(catalog, modules); });
    };
    Module other("other");
    other.model("other.y", "Y", {{"x", fields::many2one("X", "m.x")}});
    EXPECT_EQ(check({other}), "");
    other.depends = {"m"};
    EXPECT_EQ(check({other}), "");
    other.depends = {"othe"};
    EXPECT_THAT(check({other}), testing::EndsWith("depends on module 'othe', which is not there"));
    EXPECT_THAT(check({Module("twice").model("m.x", "X", {})}), HasSubstr("module 'm' declares it already"));
    EXPECT_THAT(check({module({{"f", fields::binary("F", {.store = "ftps"})}})}),
                HasSubstr("did you mean 'ftp'?"));
    EXPECT_EQ(state(), before);
}

TEST_F(InstallTest, WordsOfSqlAreGoodNames) {
    install({{"select", fields::text("Select")}, {"order", fields::integer("Order", {.index = true})}});
    const auto id = create({{"select", "x"}, {"order", std::int64_t{1}}});
    EXPECT_EQ(std::get<std::string>(value(id, "select")), "x");
}

}  // namespace
}  // namespace outfield
