#include "records/scene.h"

namespace outfield {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class GroupTest : public testing::Test {
  protected:
    void SetUp() override {
        zoe = records.create("sale.partner", {{"name", "Zoe"}});
        ann = records.create("sale.partner", {{"name", "Ann"}});
        add({{"state", "draft"},
             {"partner", zoe},
             {"count", std::int64_t{1}},
             {"amount", 0.5},
             {"day", "2026-11-23"},
             {"moment", "2026-11-23 23:59:59"},
             {"open", true}});
        add({{"state", "done"},
             {"partner", ann},
             {"count", std::int64_t{5}},
             {"amount", 2.0},
             {"day", "2026-11-30"},
             {"moment", "2027-01-03 00:00:00"}});
        add({{"state", "draft"}, {"partner", zoe}, {"count", std::int64_t{4}}, {"day", "2027-01-04"}});
        add({{"partner", ann}, {"day", "2024-12-30"}});
    }
    void add(Values values) {
        values["name"] = "x";
        records.create("sale.document", values);
    }

    static std::string shown(const Value& value) {
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
        if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:.2f}", *real);
        if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
        return "-";
    }
    static const Value& summed(const RecordGroup& group, const Aggregate& asked) {
        const auto alone = group.aggregates.find(asked.field);
        return alone != group.aggregates.end() ? alone->second
                                               : group.aggregates.at(asked.field + ':' + asked.function);
    }
    // "draft: 2, done: 1": keys, how many, and what was summed up.
    std::string groups(const std::vector<std::string>& by, const std::vector<Aggregate>& aggregates = {},
                       const SearchOptions& options = {}, const Domain& domain = {}) {
        std::string all;
        for (const auto& group : records.group("sale.document", domain, by, aggregates, options)) {
            all += all.empty() ? "" : ", ";
            for (const auto& name : by) all += shown(group.key.at(name)) + " ";
            all += std::to_string(group.count);
            for (const auto& asked : aggregates) all += "/" + shown(summed(group, asked));
        }
        return all;
    }
    std::string refusal(const std::vector<std::string>& by, const std::vector<Aggregate>& aggregates = {},
                        const std::string& order = "") {
        return fault([&] { groups(by, aggregates, {0, {}, order}); });
    }

    Scene scene;
    Records& records = scene.records;
    RecordId ann = 0, zoe = 0;
};

TEST_F(GroupTest, ByColumns) {
    EXPECT_EQ(groups({"state"}), "done 1, draft 2, - 1");
    EXPECT_EQ(groups({"open"}), "false 3, true 1");
    EXPECT_EQ(groups({"partner"}), fmt::format("{} 2, {} 2", ann, zoe));
    EXPECT_EQ(groups({"partner", "state"}), fmt::format("{0} done 1, {0} - 1, {1} draft 2", ann, zoe));
    EXPECT_EQ(groups({"day"}), "2024-12-30 1, 2026-11-23 1, 2026-11-30 1, 2027-01-04 1");
    EXPECT_EQ(groups({"count"}), "1 1, 4 1, 5 1, - 1");
    EXPECT_EQ(groups({"amount"}), "0.50 1, 2.00 1, - 2");
    EXPECT_EQ(groups({}), "4");
    EXPECT_EQ(groups({}, {}, {}, Domain{{"id", "=", 0}}), "0");
    EXPECT_EQ(groups({"state"}, {}, {}, Domain{{"id", "=", 0}}), "");
}

TEST_F(GroupTest, ByPartsOfDates) {
    EXPECT_EQ(groups({"day:day"}), "2024-12-30 1, 2026-11-23 1, 2026-11-30 1, 2027-01-04 1");
    EXPECT_EQ(groups({"day:week"}), "2025-W01 1, 2026-W48 1, 2026-W49 1, 2027-W01 1");
    EXPECT_EQ(groups({"day:month"}), "2024-12 1, 2026-11 2, 2027-01 1");
    EXPECT_EQ(groups({"day:quarter"}), "2024-Q4 1, 2026-Q4 2, 2027-Q1 1");
    EXPECT_EQ(groups({"day:year"}), "2024 1, 2026 2, 2027 1");
    EXPECT_EQ(groups({"moment:day"}), "2026-11-23 1, 2027-01-03 1, - 2");
    EXPECT_EQ(groups({"moment:week"}), "2026-W48 1, 2026-W53 1, - 2");
    EXPECT_EQ(groups({"moment:quarter"}), "2026-Q4 1, 2027-Q1 1, - 2");
}

// Of each year the days around its ends, in both databases as ISO 8601 has them.
TEST_F(GroupTest, WeeksOfManyYears) {
    std::vector<Values> many;
    std::vector<std::string> expected;
    const std::vector<std::pair<const char*, const char*>> days{
        {"0001-01-01", "0001-W01"}, {"1999-12-31", "1999-W52"}, {"2000-01-01", "1999-W52"},
        {"2000-01-03", "2000-W01"}, {"2004-12-31", "2004-W53"}, {"2005-01-02", "2004-W53"},
        {"2008-12-29", "2009-W01"}, {"2010-01-03", "2009-W53"}, {"2020-12-31", "2020-W53"},
        {"2024-02-29", "2024-W09"}, {"9999-12-31", "9999-W52"}};
    for (const auto& [day, week] : days) {
        const auto id = records.create("sale.document", {{"name", "w"}, {"day", day}});
        EXPECT_EQ(groups({"day:week"}, {}, {}, Domain{{"id", "=", id}}), std::string(week) + " 1") << day;
    }
}

TEST_F(GroupTest, SumsUp) {
    EXPECT_EQ(groups({"state"}, {{"count", "sum"}, {"amount", "sum"}}),
              "done 1/5/2.00, draft 2/5/0.50, - 1/-/-");
    EXPECT_EQ(groups({"state"}, {{"count", "avg"}, {"amount", "avg"}}),
              "done 1/5.00/2.00, draft 2/2.50/0.50, - 1/-/-");
    EXPECT_EQ(groups({}, {{"count", "min"}, {"amount", "min"}}), "4/1/0.50");
    EXPECT_EQ(groups({}, {{"count", "max"}, {"amount", "max"}}), "4/5/2.00");
    EXPECT_EQ(groups({}, {{"count", "count"}, {"moment", "count"}, {"id", "max"}}), "4/3/2/4");
    records.create("sale.document",
                   std::vector<Values>(2, {{"name", "x"}, {"state", "done"}, {"count", INT64_MAX}}));
    EXPECT_THAT(refusal({"state"}, {{"count", "sum"}}), StartsWith("invalid: "));
}

TEST_F(GroupTest, EndsOfDatesAndTexts) {
    EXPECT_EQ(groups({}, {{"day", "min"}, {"moment", "max"}, {"name", "max"}}),
              "4/2024-12-30/2027-01-03 00:00:00/x");
    EXPECT_EQ(groups({"state"}, {{"day", "max"}, {"moment", "min"}}, {0, {}, "day desc"}),
              "draft 2/2027-01-04/2026-11-23 23:59:59, done 1/2026-11-30/2027-01-03 00:00:00, "
              "- 1/2024-12-30/-");
    EXPECT_EQ(groups({}, {{"day", "max"}}, {}, Domain{{"id", "=", 0}}), "0/-");
    for (const char* name : {"b", "Z"}) records.create("sale.document", {{"name", name}});
    EXPECT_EQ(groups({}, {{"name", "min"}}), "6/Z");  // by bytes, in every database
    EXPECT_THAT(groups({}, {{"create_date", "max"}}), StartsWith("6/20"));
}

TEST_F(GroupTest, CountsDistinctValues) {
    EXPECT_EQ(groups({}, {{"state", "count_distinct"},
                          {"partner", "count_distinct"},
                          {"open", "count_distinct"},
                          {"count", "count_distinct"},
                          {"amount", "count_distinct"},
                          {"day", "count_distinct"},
                          {"name", "count_distinct"},
                          {"note", "count_distinct"}}),
              "4/2/2/2/3/2/4/1/0");
    EXPECT_EQ(groups({"state"}, {{"partner", "count_distinct"}}, {0, {}, "partner desc, state"}),
              "done 1/1, draft 2/1, - 1/1");
    EXPECT_EQ(groups({}, {{"state", "count_distinct"}}, {}, Domain{{"id", "=", 0}}), "0/0");
}

TEST_F(GroupTest, SeveralOfOneField) {
    const std::vector<Aggregate> sum_and_most{{"count", "sum"}, {"amount", "sum"}, {"count", "max"}};
    EXPECT_EQ(groups({"state"}, sum_and_most), "done 1/5/2.00/5, draft 2/5/0.50/4, - 1/-/-/-");
    EXPECT_EQ(groups({"state"}, sum_and_most, {0, {}, "count:max"}),
              "draft 2/5/0.50/4, done 1/5/2.00/5, - 1/-/-/-");
    EXPECT_EQ(groups({}, {{"day", "min"}, {"day", "max"}, {"day", "max"}}),
              "4/2024-12-30/2027-01-04/2027-01-04");
}

TEST_F(GroupTest, InOrderAndInPages) {
    EXPECT_EQ(groups({"state"}, {}, {0, {}, "state desc"}), "- 1, draft 2, done 1");
    EXPECT_EQ(groups({"partner"}, {}, {0, {}, "partner desc"}), fmt::format("{} 2, {} 2", zoe, ann));
    EXPECT_EQ(groups({"state"}, {}, {0, {}, "__count desc"}), "draft 2, done 1, - 1");
    EXPECT_EQ(groups({"state"}, {{"amount", "sum"}}, {0, {}, "amount"}), "draft 2/0.50, done 1/2.00, - 1/-");
    EXPECT_EQ(groups({"day:month"}, {}, {0, {}, "day:month desc"}), "2027-01 1, 2026-11 2, 2024-12 1");
    EXPECT_EQ(groups({"day:month"}, {}, {0, {}, "day desc"}), "2027-01 1, 2026-11 2, 2024-12 1");
    EXPECT_EQ(groups({"day:year"}, {}, {1, 1, ""}), "2026 2");
    EXPECT_EQ(groups({"day:year"}, {}, {9, {}, ""}), "");
    EXPECT_EQ(groups({"day:year"}, {}, {}, Domain{{"partner.name", "=", "Ann"}}), "2024 1, 2026 1");
}

TEST_F(GroupTest, RefusesWhatMakesNoSense) {
    EXPECT_EQ(refusal({"stat"}),
              "not found: there is no field 'stat' on model 'sale.document'; did you mean 'state'?");
    EXPECT_THAT(refusal({}, {{"amont", "sum"}}), HasSubstr("did you mean 'amount'?"));
    EXPECT_EQ(refusal({"day:moth"}),
              "invalid: model 'sale.document', field 'day': 'moth' is no part of a date: day, week, month, "
              "quarter, year are; did you mean 'month'?");
    EXPECT_EQ(refusal({"name:month"}), "invalid: model 'sale.document', field 'name': a char has no month");
    EXPECT_THAT(refusal({"day:"}), StartsWith("invalid: "));
    EXPECT_THAT(refusal({"day:month:day"}), StartsWith("invalid: "));
    EXPECT_EQ(refusal({"lines"}),
              "invalid: model 'sale.document', field 'lines': records are not grouped by a one2many");
    EXPECT_THAT(refusal({"file"}), HasSubstr("not grouped by a binary"));
    EXPECT_EQ(refusal({}, {{"name", "sum"}}),
              "invalid: model 'sale.document', field 'name': it is a char: only numbers have a sum");
    EXPECT_EQ(
        refusal({}, {{"count", "summ"}}),
        "invalid: model 'sale.document', field 'count': 'summ' is no function: sum, avg, min, max, count, "
        "count_distinct are; did you mean 'sum'?");
    EXPECT_EQ(refusal({}, {{"open", "max"}}),
              "invalid: model 'sale.document', field 'open': it is a boolean: only numbers, dates and chars "
              "have a max");
    EXPECT_THAT(refusal({}, {{"day", "avg"}}), HasSubstr("only numbers have a avg"));
    EXPECT_THAT(refusal({}, {{"lines", "count_distinct"}}), HasSubstr("not grouped by a one2many"));
    EXPECT_EQ(refusal({"state"}, {}, "count"),
              "invalid: Invalid order 'count': 'count' is neither grouped by nor summed up");
    for (const char* bad : {"state; DROP TABLE x", "state\" desc", ",", "1", "count(*)"})
        EXPECT_THAT(refusal({"state"}, {}, bad), StartsWith("invalid: ")) << bad;
    EXPECT_THAT(refusal({"state\" --"}), StartsWith("not found: "));
    EXPECT_THAT(refusal(std::vector<std::string>(65, "state")), HasSubstr("at most 64"));
}

}  // namespace
}  // namespace outfield
