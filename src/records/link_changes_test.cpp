#include "records/scene.h"

namespace outfield {
namespace {

using testing::HasSubstr;

// A catalog over which one field of model "m.x" changes.
class LinkChangesTest : public testing::Test {
  protected:
    void install(std::vector<NamedField> fields) {
        Module m("m");
        fields.push_back({"name", fields::character("Name")});
        m.model("m.x", "X", std::move(fields));
        m.model("m.y", "Y", {{"name", fields::character("Name")}});
        install_modules(catalog, {m});
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
    void link() {
        install({{"f", fields::many2many("F", "m.y")}});
        with_records([&](Records& records) {
            y = records.create("m.y", {{"name", "y"}});
            z = records.create("m.y", {{"name", "z"}});
            x = records.create("m.x", Values{{"f", RecordIds{y, z}}});
        });
    }
    RecordIds links() {
        return with_records([&](Records& records) {
            return std::get<RecordIds>(records.read("m.x", {x}, {"f"}).at(0).values.at("f"));
        });
    }

    TemporaryFolder folder;
    sql::TrialDatabase database;
    catalog::Catalog catalog = catalog::Catalog::create(database.url());
    RecordId x = 0, y = 0, z = 0;
};

TEST_F(LinkChangesTest, WhatWouldLoseLinksIsRefused) {
    link();
    EXPECT_THAT(fault([&] {
                    install({{"f", fields::many2many("F", "m.x")}});
                }),
                HasSubstr("model 'm.x', field 'f': cannot change from many2many to 'm.y' to many2many to "
                          "'m.x': 1 record would lose a value; empty the field there first"));
    EXPECT_THAT(fault([&] {
                    install({{"f", fields::text("F")}});
                }),
                HasSubstr("cannot change from many2many to 'm.y' to text: 1 record would"));
    EXPECT_THAT(fault([&] {
                    install({{"f", fields::binary("F")}});
                }),
                HasSubstr("to binary: 1 record would"));
    EXPECT_THAT(
        fault([&] {
            install({{"f", fields::many2many("F", "m.x", "g")}, {"g", fields::many2many("G", "m.x")}});
        }),
        HasSubstr("1 record would lose a value"));
    EXPECT_EQ(links(), (RecordIds{y, z}));
    install({{"f", fields::many2many("Other label", "m.y")}});
    with_records([&](Records& records) { records.write("m.x", {x}, {{"f", RecordIds{}}}); });
    install({{"f", fields::many2many("F", "m.x")}});
    with_records([&](Records& records) { records.write("m.x", {x}, {{"f", RecordIds{x}}}); });
    EXPECT_EQ(links(), RecordIds{x});
}

TEST_F(LinkChangesTest, LinksComeBackWithoutThoseThatWent) {
    link();
    install({});
    EXPECT_THAT(fault([&] {
                    install({{"f", fields::text("F")}});
                }),
                HasSubstr("cannot change from many2many to text: 1 record would"));
    with_records([&](Records& records) { records.unlink("m.y", {y}); });
    install({{"f", fields::many2many("F", "m.y")}});
    EXPECT_EQ(links(), RecordIds{z});
}

TEST_F(LinkChangesTest, OneWriteHasAnExtent) {
    link();
    RecordIds many(50'001);
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<RecordId>(i + 1);
    with_records([&](Records& records) {
        const auto other = records.create("m.x", {{"name", "other"}});
        EXPECT_THAT(
            fault([&] {
                records.write("m.x", {x, other}, {{"f", many}});
            }),
            HasSubstr("50001 links of 2 records are more than 100000 in one write: write fewer records "
                      "at once"));
        const std::string text((33 << 20), 'n');
        EXPECT_THAT(fault([&] {
                        records.write("m.x", {x, other}, {{"name", text}});
                    }),
                    HasSubstr("texts of 33.0 MiB in 2 records are more than 64.0 MiB in one write"));
    });
    EXPECT_EQ(links(), (RecordIds{y, z}));
}

TEST_F(LinkChangesTest, AColumnWithValuesIsNoMany2many) {
    install({{"f", fields::text("F")}});
    with_records([&](Records& records) { x = records.create("m.x", {{"f", "kept"}}); });
    EXPECT_THAT(fault([&] {
                    install({{"f", fields::many2many("F", "m.y")}});
                }),
                HasSubstr("cannot change from text to many2many to 'm.y': 1 record would"));
}

// Tables of earlier versions.
TEST_F(LinkChangesTest, OldTablesGetAuthors) {
    catalog.database().write([](sql::Connection& connection) {
        const bool sqlite = connection.dialect() == sql::Dialect::sqlite;
        connection.run_script(std::string("CREATE TABLE m_y (id ") +
                              (sqlite ? "INTEGER PRIMARY KEY AUTOINCREMENT"
                                      : "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY") +
                              ", create_date TEXT NOT NULL, write_date TEXT NOT NULL);"
                              "INSERT INTO m_y (create_date, write_date) VALUES ('2020-01-01 00:00:00', "
                              "'2020-01-01 00:00:00')");
    });
    install({});
    with_records([&](Records& records) {
        EXPECT_EQ(records.search("m.y", {{"create_uid", "=", false}}), RecordIds{1});
        records.write("m.y", {1}, {{"name", "y"}}, 2);
        EXPECT_EQ(std::get<std::int64_t>(records.read("m.y", {1}).at(0).values.at("write_uid")), 2);
    });
}

}  // namespace
}  // namespace outfield
