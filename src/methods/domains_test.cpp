// Domains as clients send them.
#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class DomainsTest : public MethodsTest {
  protected:
    DomainsTest() {
        create("sale.tag", R"({"name": "a"})");
        create("sale.tag", R"({"name": "b"})");
        create("sale.tag", R"({"name": "c"})");
    }
    std::string found(const std::string& domain) { return call("sale.tag", "search", "[" + domain + "]"); }
};

TEST_F(DomainsTest, LeavesOperatorsAndConstants) {
    EXPECT_EQ(found("[]"), "[1,2,3]");
    EXPECT_EQ(found("\"\""), "[1,2,3]");
    EXPECT_EQ(found(R"([["name", "=", "b"]])"), "[2]");
    EXPECT_EQ(found(R"([["name", "=", ["b", "c"]]])"), "[2,3]");
    EXPECT_EQ(found(R"([["name", "!=", ["b", "c"]]])"), "[1]");
    EXPECT_EQ(found(R"(["|", ["name", "=", "a"], ["display_name", "=", "c"]])"), "[1,3]");
    EXPECT_EQ(found(R"(["!", ["name", "in", ["a"]]])"), "[2,3]");
    EXPECT_EQ(found(R"([[1, "=", 1]])"), "[1,2,3]");
    EXPECT_EQ(found(R"([[0, "=", 1]])"), "[]");
    EXPECT_EQ(found(R"([["create_uid", "=", 2]])"), "[1,2,3]");
    EXPECT_EQ(found(R"([["create_uid.login", "=", "admin"]])"), "[1,2,3]");
    EXPECT_EQ(found(R"([["__last_update", "!=", false]])"), "[1,2,3]");
    EXPECT_EQ(call("sale.tag", "search", R"([[], 1, 1, "name desc"])"), "[2]");
    EXPECT_EQ(call("sale.tag", "search", "[[]]", R"({"order": "display_name DESC, id"})"), "[3,2,1]");
    EXPECT_EQ(call("sale.tag", "search", "[[]]", R"({"count": true})"), "3");
    EXPECT_EQ(call("sale.tag", "search_count", "[[], 2]"), "2");
}

TEST_F(DomainsTest, WhatIsNoDomainIsRefused) {
    EXPECT_EQ(found(R"([["name", "??", 1]])").substr(0, 43), "application: Invalid leaf ('name', '??', 1)");
    EXPECT_THAT(found(R"([["nmae", "=", 1]])"),
                StartsWith("application: Invalid field 'nmae' on model 'sale.tag'"));
    EXPECT_EQ(found(R"(["name", "=", "a"])"), "application: Invalid leaf 'name'");
    EXPECT_EQ(found(R"([["name", "="]])"), "application: Invalid leaf ('name', '=')");
    EXPECT_EQ(found("[7]"), "application: Invalid leaf 7");
    EXPECT_EQ(found(R"([[2, "=", 1]])"), "application: Invalid leaf (2, '=', 1)");
    EXPECT_EQ(found(R"([["name", "=", {"a": 1}]])"), "application: Invalid leaf ('name', '=', <struct>)");
    EXPECT_EQ(found(R"([["name", "in", [["a"]]]])"), "application: Invalid leaf ('name', 'in', (('a',),))");
    EXPECT_EQ(found("\"[('name', '=', 'a')]\""),
              "application: Invalid domain: it is a text, not a list of leaves");
    EXPECT_THAT(found(R"(["|", ["name", "=", "a"]])"), StartsWith("application: Invalid domain"));
    EXPECT_THAT(call("sale.tag", "search", "[[]]", R"({"order": "name; DROP TABLE sale_tag"})"),
                StartsWith("application: Invalid order"));
    EXPECT_THAT(found(R"([["name\" OR 1=1 --", "=", 1]])"), StartsWith("application: Invalid field"));
    EXPECT_EQ(found(R"([["name", "=", "' OR 1=1 --"]])"), "[]");
    EXPECT_EQ(found("[]"), "[1,2,3]");
}

TEST_F(DomainsTest, DeepAndLongDomainsAreRefused) {
    std::string deep, leaf = R"(["name", "=", "a"])";
    for (int i = 0; i < 300; ++i) deep += R"("!", )";
    EXPECT_THAT(found("[" + deep + leaf + "]"), StartsWith("application: Invalid domain"));
    std::string wide;
    for (int i = 0; i < 10'001; ++i) wide += leaf + ", ";
    EXPECT_THAT(found("[" + wide + leaf + "]"), StartsWith("application: Invalid domain"));
}

TEST_F(DomainsTest, APathDoesNotLeadWhereTheCallerMayNotRead) {
    create("sale.case", R"({"name": "x"})");
    EXPECT_EQ(call("sale.case", "search", R"([[["secret_id.name", "=", "x"]]])"), "[]");
    as(add_user("demo"));
    EXPECT_EQ(call("sale.case", "search", "[[]]"), "[1]");
    EXPECT_THAT(call("sale.case", "search", R"([[["secret_id.name", "=", "x"]]])"),
                StartsWith("access: 'demo' may not read records of sale.secret"));
    EXPECT_THAT(call("sale.case", "search", R"([[["secret_id.document_id.name", "=", "x"]]])"),
                StartsWith("access: "));
}

TEST_F(DomainsTest, ArchivedRecordsAreFoundOnRequestAlone) {
    const auto id = std::to_string(create("res.partner", R"({"name": "Gone", "active": false})"));
    const auto domain = R"([[["name", "=", "Gone"]]])";
    EXPECT_EQ(call("res.partner", "search", domain), "[]");
    EXPECT_EQ(call("res.partner", "search_count", domain), "0");
    EXPECT_EQ(call("res.partner", "search", domain, R"({"context": {"active_test": false}})"),
              "[" + id + "]");
    EXPECT_EQ(call("res.partner", "search", R"([[["name", "=", "Gone"], ["active", "=", false]]])"),
              "[" + id + "]");
}

}  // namespace
}  // namespace outfield::methods
