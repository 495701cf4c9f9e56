#include <thread>

#include "records/domain_sql.h"
#include "records/relations_scene.h"

namespace outfield {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Many2manyTest : public RelationsTest {
  protected:
    // Documents by their names: "ab".
    std::string found(const std::string& json, const char* model = "m.document") {
        std::string names;
        const auto domain = Domain::parse(json);
        const auto some = records.search(model, domain);
        EXPECT_EQ(some.size(), records.count(model, domain));
        for (const auto id : some) names += name(model, id);
        return names;
    }
};

TEST_F(Many2manyTest, ReadsTheSameFromBothSides) {
    const auto red = tag("red"), blue = tag("blue");
    const auto a = document({{"tags", RecordIds{blue, red, blue}}}), b = document({{"tags", RecordIds{red}}});
    EXPECT_EQ(ids("m.document", a, "tags"), (RecordIds{red, blue}));
    EXPECT_EQ(ids("m.document", b, "tags"), RecordIds{red});
    EXPECT_EQ(ids("m.tag", red, "documents"), (RecordIds{a, b}));
    EXPECT_EQ(ids("m.tag", blue, "documents"), RecordIds{a});
    EXPECT_EQ(std::get<RecordIds>(records.read("m.document", {a}).at(0).values.at("tags")),
              (RecordIds{red, blue}));
    EXPECT_EQ(ids("m.document", document(), "tags"), RecordIds{});

    records.write("m.tag", {blue}, {{"documents", RecordIds{b}}});
    EXPECT_EQ(ids("m.document", a, "tags"), RecordIds{red});
    EXPECT_EQ(ids("m.document", b, "tags"), (RecordIds{red, blue}));
    records.write("m.document", {b}, {{"tags", std::monostate{}}});
    EXPECT_EQ(ids("m.document", b, "tags"), RecordIds{});
    EXPECT_EQ(scene.number("SELECT count(*) FROM m_document__tags"), 1);
}

TEST_F(Many2manyTest, UnlinkOfEitherSideRemovesLinks) {
    const auto red = tag("red"), blue = tag("blue");
    const auto a = document({{"tags", RecordIds{red, blue}}}), b = document({{"tags", RecordIds{red, blue}}});
    records.unlink("m.tag", {red});
    EXPECT_EQ(ids("m.document", a, "tags"), RecordIds{blue});
    records.unlink("m.document", {a});
    EXPECT_EQ(ids("m.tag", blue, "documents"), RecordIds{b});
    records.write("m.document", {b}, {{"friends", RecordIds{b}}});
    records.unlink("m.document", {b});
    EXPECT_EQ(scene.number("SELECT count(*) FROM m_document__tags"), 0);
    EXPECT_EQ(scene.number("SELECT count(*) FROM m_document__friends"), 0);
}

TEST_F(Many2manyTest, DomainsFollowIt) {
    const auto red = tag("red"), blue = tag("blue"), dark = tag("dark blue");
    records.write("m.tag", {dark}, {{"parent_id", blue}});
    document({{"name", "a"}, {"tags", RecordIds{red}}});
    document({{"name", "b"}, {"tags", RecordIds{red, blue}}});
    document({{"name", "c"}, {"tags", RecordIds{dark}}});
    document({{"name", "d"}});
    const auto number = [](RecordId id) { return std::to_string(id); };
    EXPECT_EQ(found(R"([["tags", "=", )" + number(red) + "]]"), "ab");
    EXPECT_EQ(found(R"([["tags", "!=", )" + number(red) + "]]"), "cd");
    EXPECT_EQ(found(R"([["tags", "in", [)" + number(blue) + ", " + number(dark) + "]]]"), "bc");
    EXPECT_EQ(found(R"([["tags", "not in", [)" + number(blue) + "]]]"), "acd");
    EXPECT_EQ(found(R"([["tags", "in", [)" + number(blue) + ", false]]]"), "bd");
    EXPECT_EQ(found(R"([["tags", "=", false]])"), "d");
    EXPECT_EQ(found(R"([["tags", "!=", false]])"), "abc");
    EXPECT_EQ(found(R"([["tags", "=?", false]])"), "abcd");
    EXPECT_EQ(found(R"([["tags", "=", "red"]])"), "ab");
    EXPECT_EQ(found(R"([["tags", "ilike", "BLUE"]])"), "bc");
    EXPECT_EQ(found(R"([["tags", "not ilike", "BLUE"]])"), "ad");
    EXPECT_EQ(found(R"([["tags.name", "=", "dark blue"]])"), "c");
    EXPECT_EQ(found(R"([["tags.parent_id.name", "=", "blue"]])"), "c");
    EXPECT_EQ(found(R"([["tags.documents.name", "=", "a"]])"), "ab");
    EXPECT_EQ(found(R"([["tags", "child_of", )" + number(blue) + "]]"), "bc");
    EXPECT_EQ(found(R"([["tags", "child_of", "dark"]])"), "c");
    EXPECT_EQ(found(R"([["tags", "parent_of", )" + number(dark) + "]]"), "bc");
    EXPECT_EQ(found(R"([["documents", "=", "b"]])", "m.tag"), "redblue");
    EXPECT_EQ(found(R"([["documents", "=", false]])", "m.tag"), "");
    EXPECT_THAT(fault([&] { found(R"([["tags", "<", 1]])"); }), HasSubstr("a many2many is compared by"));
    EXPECT_THAT(fault([&] { found(R"([["friends", "child_of", 1]])"); }), HasSubstr("no many2one to itself"));
    EXPECT_THAT(fault([&] { records.search("m.document", {}, {0, {}, "tags"}); }), HasSubstr("has no order"));
}

TEST_F(Many2manyTest, TheDeepestDomainFollowsIt) {
    std::string deep;
    for (int i = 0; i < 8; ++i) deep += i % 2 == 0 ? R"("|", ["name", "=", "x"], )" : R"("!", )";
    EXPECT_EQ(
        fault([&] {
            found("[" + deep + R"(["tags.documents.tags.documents.tags.documents", "not ilike", "x"]])");
        }),
        "");
}

TEST_F(Many2manyTest, RefusesWhatIsNotThere) {
    const auto a = document();
    EXPECT_EQ(fault([&] {
                  document({{"tags", RecordIds{77}}});
              }),
              "invalid: model 'm.document', field 'tags': there is no record m.tag,77");
    EXPECT_THAT(fault([&] {
                    document({{"tags", std::int64_t{1}}});
                }),
                HasSubstr("field 'tags': a value of type many2many is wanted, not an integer"));
    EXPECT_THAT(fault([&] { records.write("m.document", {a}, {{"tags", true}}); }), StartsWith("invalid: "));
    EXPECT_EQ(records.count("m.document"), 1U);
}

TEST_F(Many2manyTest, NoneLeadsToOneThatGoes) {
    for (int round = 0; round < 25; ++round) {
        const auto red = tag("red");
        const std::jthread creating([&] {
            try {
                document({{"tags", RecordIds{red}}});
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::invalid) << error.what();
            }
        });
        records.unlink("m.tag", {red});
    }
    EXPECT_EQ(scene.number("SELECT count(*) FROM m_document__tags"), 0);
}

TEST_F(Many2manyTest, PlansUseTheLinks) {
    const auto red = tag("red");
    std::vector<Values> many(5000);
    for (std::size_t i = 0; i < many.size(); i += 500) many[i]["tags"] = RecordIds{red};
    records.create("m.document", many);
    records.create("m.tag", std::vector<Values>(1000));
    auto& database = scene.catalog.database();
    const bool sqlite = database.dialect() == sql::Dialect::sqlite;
    if (!sqlite) database.write([](sql::Connection& c) { c.run_script("ANALYZE"); });
    ParameterList parameters;
    const auto where = DomainSql(scene.registry, dialect_words(database.dialect()), parameters)
                           .where(scene.registry.model("m.document"), "t0", Domain{{"tags", "=", red}});
    const auto given = parameters.view();
    const auto plan =
        scene.plan("SELECT t0.\"id\" FROM m_document AS t0 WHERE " + where, sql::Parameters(given));
    EXPECT_THAT(plan, HasSubstr(sqlite ? "SEARCH t0 USING " : "Index ")) << plan;
    EXPECT_THAT(plan, testing::Not(HasSubstr(sqlite ? "SCAN t" : "Seq Scan on m_document "))) << plan;
}

}  // namespace
}  // namespace outfield
