// read_group.
#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::StartsWith;

class GroupsTest : public MethodsTest {
  protected:
    GroupsTest() {
        create(
            "sale.document",
            R"({"name": "a", "state": "draft", "count": 1, "amount": 1.5, "day": "2026-11-23", "partner_id": 1})");
        create("sale.document",
               R"({"name": "b", "state": "draft", "count": 2, "amount": 1.0, "day": "2026-12-31"})");
        create("sale.document", R"({"name": "c", "count": 4, "moment": "2026-01-01 10:00:00"})");
    }
    std::string group(const std::string& args) {
        return call("sale.document", "read_group", "[" + args + "]");
    }
};

TEST_F(GroupsTest, LazyCountsByTheFirstField) {
    EXPECT_EQ(
        group(R"([["count", "<", 4]], ["count", "name"], ["state"])"),
        R"([{"state":"draft","state_count":2,"count":3,"__domain":[["state","=","draft"],["count","<",4]]}])");
    EXPECT_EQ(
        group(R"([], ["count:max"], ["state", "open"])"),
        R"([{"state":"draft","state_count":2,"count":2,"__domain":[["state","=","draft"]],"__context":{"group_by":["open"]}},)"
        R"({"state":false,"state_count":1,"count":4,"__domain":[["state","=",false]],"__context":{"group_by":["open"]}}])");
}

TEST_F(GroupsTest, LongDomainsAreNotRepeatedWithoutEnd) {
    std::string numbers = "0";
    for (int i = 0; i < 600'000; ++i) numbers += ",1";
    EXPECT_THAT(group(R"([["count", "in", [)" + numbers + R"(]]], ["count"], ["name"])"), StartsWith("[{"));
    EXPECT_EQ(
        group(R"(["|", ["count", "in", [)" + numbers + R"(]], ["count", ">", 0]], ["count"], ["name"])"),
        "application: the lines of 3 groups repeat too much: ask with a limit, or with a shorter domain and "
        "groupby");
}

TEST_F(GroupsTest, NotLazyCountsByAll) {
    EXPECT_EQ(group(R"x([], ["total:sum(amount)"], ["partner_id", "state"], 0, 1, "partner_id", false)x"),
              R"([{"partner_id":[1,"My Company"],"state":"draft","__count":1,"total":1.5E0,)"
              R"("__domain":[["partner_id","=",1],["state","=","draft"]]}])");
    EXPECT_EQ(group(R"([], ["count"], [])"), R"([{"__count":3,"count":7,"__domain":[]}])");
}

TEST_F(GroupsTest, AFieldIsSummedUpUnderSeveralNames) {
    EXPECT_EQ(
        group(
            R"x([], ["count", "most:max(count)", "day:max", "first:min(day)", "title:min(name)", "partners:count_distinct(partner_id)"], ["state"])x"),
        R"([{"state":"draft","state_count":2,"count":3,"most":2,"day":"2026-12-31","first":"2026-11-23","title":"a","partners":1,)"
        R"("__domain":[["state","=","draft"]]},)"
        R"({"state":false,"state_count":1,"count":4,"most":4,"day":false,"first":false,"title":"c","partners":0,)"
        R"("__domain":[["state","=",false]]}])");
    EXPECT_EQ(group(R"x([], ["count", "again:sum(count)", "moment:max"], [])x"),
              R"([{"__count":3,"count":7,"again":7,"moment":"2026-01-01 10:00:00","__domain":[]}])");
    EXPECT_EQ(group(R"x([], ["x:sum(count)", "x:max(amount)"], [])x"),
              "application: read_group(): the name 'x' is used twice");
}

TEST_F(GroupsTest, PeriodsHaveLabelsAndRanges) {
    EXPECT_EQ(
        group(R"([["day", "!=", false]], ["id"], ["day"], 0, 1, "day desc")"),
        R"([{"day":"December 2026","day_count":1,"__domain":["&",["day",">=","2026-12-01"],["day","<","2027-01-01"],["day","!=",false]],)"
        R"("__range":{"day":{"from":"2026-12-01","to":"2027-01-01"}}}])");
    const auto label = [&](const std::string& by) {
        const auto answer = group(R"([["day", "=", "2026-12-31"]], ["id"], [")" + by + R"("])");
        return answer.substr(0, answer.find(",\"day_count")) + answer.substr(answer.find(",\"__range"));
    };
    EXPECT_EQ(label("day:day"),
              R"([{"day:day":"31 Dec 2026","__range":{"day:day":{"from":"2026-12-31","to":"2027-01-01"}}}])");
    EXPECT_EQ(label("day:week"),
              R"([{"day:week":"W53 2026","__range":{"day:week":{"from":"2026-12-28","to":"2027-01-04"}}}])");
    EXPECT_EQ(
        label("day:quarter"),
        R"([{"day:quarter":"Q4 2026","__range":{"day:quarter":{"from":"2026-10-01","to":"2027-01-01"}}}])");
    EXPECT_EQ(label("day:year"),
              R"([{"day:year":"2026","__range":{"day:year":{"from":"2026-01-01","to":"2027-01-01"}}}])");
    EXPECT_EQ(
        group(R"([["name", "=", "c"]], ["id"], ["moment:year"])"),
        R"([{"moment:year":"2026","moment_count":1,"__domain":["&",["moment",">=","2026-01-01 00:00:00"],)"
        R"(["moment","<","2027-01-01 00:00:00"],["name","=","c"]],)"
        R"("__range":{"moment:year":{"from":"2026-01-01 00:00:00","to":"2027-01-01 00:00:00"}}}])");
    EXPECT_EQ(
        group(R"([["name", "=", "c"]], ["id"], ["day:month"])"),
        R"([{"day:month":false,"day_count":1,"__domain":[["day","=",false],["name","=","c"]],"__range":{"day:month":false}}])");
}

TEST_F(GroupsTest, WhatCannotBeGroupedIsRefused) {
    EXPECT_EQ(group(R"([], ["id"], ["nmae"])"), "application: Invalid field 'nmae' on model 'sale.document'");
    EXPECT_THAT(group(R"([], ["id"], ["file"])"), StartsWith("application: "));
    EXPECT_THAT(group(R"([], ["count:shout"], ["state"])"), StartsWith("application: "));
    EXPECT_THAT(group(R"([], ["id"], ["day:decade"])"), StartsWith("application: "));
    EXPECT_THAT(group(R"([], ["count:sum", "count:max"], ["state"])"), StartsWith("application: "));
    EXPECT_THAT(group(R"([], ["x:sum(count"], ["state"])"),
                StartsWith("application: Invalid field specification"));
}

}  // namespace
}  // namespace outfield::methods
