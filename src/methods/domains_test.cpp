// Domains as clients send them.
#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::HasSubstr;
using testing::Not;
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
    EXPECT_EQ(found(R"(["|", ["id", "=", "2"], ["id", "in", ["3", 7]]])"), "[2,3]");
    EXPECT_THAT(found(R"([["id", "=", "2x"]])"),
                HasSubstr("a field of type integer is not compared with such a value"));
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
    EXPECT_THAT(found(R"([["name", "ilike", ")" + std::string(1001, 'a') + R"("]])"),
                HasSubstr("a pattern has at most 1000 bytes"));
    for (const auto* field : {"mimetype", "file_size"})
        EXPECT_EQ(
            call("ir.attachment", "search", R"([[[")" + std::string(field) + R"(", "=", "text/plain"]]])"),
            "application: field '" + std::string(field) +
                "' of ir.attachment is made when it is read: nothing is searched by it");
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

TEST_F(DomainsTest, ARelationIsNotComparedByWhatTheCallerMayNotRead) {
    const auto secret = std::to_string(create("sale.secret", R"({"name": "s"})"));
    create("sale.case", R"({"name": "x", "secret_id": )" + secret + "}");
    const std::vector<std::string> leaves{
        R"(["secret_id", "=ilike", "s%"])",   R"(["secret_id", "=", "s"])",
        R"(["secret_id", "in", ["s", "t"]])", R"(["secret_id", "not like", "t"])",
        R"(["secret_id", "child_of", "s"])",  R"(["secret_id", "parent_of", [)" + secret + "]]",
        R"(["secret_id", "LIKE", "s"])",      R"(["secret_id", "!=", "s"])"};
    for (const auto& leaf : leaves)
        EXPECT_THAT(call("sale.case", "search", "[[" + leaf + "]]"), Not(StartsWith("access: "))) << leaf;
    as(add_user("demo"));
    for (const auto& leaf : leaves)
        EXPECT_THAT(call("sale.case", "search", "[[" + leaf + "]]"),
                    StartsWith("access: 'demo' may not read records of sale.secret"))
            << leaf;
    EXPECT_EQ(call("sale.case", "search", R"([[["secret_id", "=", )" + secret + "]]]"), "[1]");
    EXPECT_EQ(call("sale.case", "search", R"([[["secret_id", "!=", false]]])"), "[1]");
    EXPECT_EQ(call("sale.document", "search", R"([[["line_ids", "=ilike", "x%"]]])").substr(0, 11),
              "application");
}

TEST_F(DomainsTest, AnAttachmentThatIsHiddenIsNeitherLinkedNorComparedByName) {
    const auto hidden = std::to_string(create("ir.attachment", R"({"name": "secret plan"})"));
    create("sale.case", R"({"name": "x", "file_ids": [[4, )" + hidden + "]]}");
    as(add_user("demo", "sale.manager"));
    EXPECT_THAT(call("sale.case", "search", R"([[["file_ids", "ilike", "plan"]]])"),
                StartsWith("access: ir.attachment is searched by itself"));
    for (const auto* value : {"[[4, ID]]", "[[6, 0, [ID]]]", "[ID]"}) {
        std::string given(value);
        given.replace(given.find("ID"), 2, hidden);
        EXPECT_THAT(call("sale.case", "write", R"([1, {"file_ids": )" + given + "}]"),
                    StartsWith("access: You are not allowed to access ir.attachment," + hidden))
            << value;
    }
    EXPECT_THAT(call("sale.case", "write", R"([1, {"file_id": )" + hidden + "}]"), StartsWith("access: "));
    EXPECT_THAT(call("sale.case", "write", R"([1, {"file_ids": [[4, 999]]}])"),
                StartsWith("access: "));  // as if hidden
    const auto own = std::to_string(create("ir.attachment", R"({"name": "own"})"));
    EXPECT_EQ(
        call("sale.case", "write", R"([1, {"file_ids": [[4, )" + own + R"(]], "file_id": )" + own + "}]"),
        "true");
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
