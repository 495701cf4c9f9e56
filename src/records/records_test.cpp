#include <cmath>
#include <thread>

#include "records/scene.h"

namespace outfield {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class RecordsTest : public testing::Test {
  protected:
    RecordId document(std::string name, Values more = {}) {
        more.emplace("name", std::move(name));
        return scene.records.create("sale.document", more);
    }
    Values read(RecordId id, const std::vector<std::string>& fields = {}) {
        return scene.records.read("sale.document", {id}, fields).at(0).values;
    }
    std::string refusal(const std::string& field, Value value) {
        return fault([&] { document("x", {{field, std::move(value)}}); });
    }
    std::int64_t live() { return scene.number("SELECT count(*) FROM outfield_blob WHERE state = 1"); }
    std::int64_t condemned() { return scene.number("SELECT count(*) FROM outfield_blob WHERE state = 2"); }

    Scene scene;
    Records& records = scene.records;
};

TEST_F(RecordsTest, KeepsEveryType) {
    const auto partner = records.create("sale.partner", {{"name", "Ann"}});
    const auto id = document("Größe \"quoted\"; DROP TABLE", {{"note", "a\nb"},
                                                              {"count", INT64_MIN},
                                                              {"amount", 0.1},
                                                              {"open", true},
                                                              {"day", "2024-02-29"},
                                                              {"moment", "2026-11-23 23:59:59"},
                                                              {"state", "done"},
                                                              {"partner", partner}});
    const auto values = read(id);
    EXPECT_EQ(std::get<std::string>(values.at("name")), "Größe \"quoted\"; DROP TABLE");
    EXPECT_EQ(std::get<std::string>(values.at("note")), "a\nb");
    EXPECT_EQ(std::get<std::int64_t>(values.at("count")), INT64_MIN);
    EXPECT_EQ(std::get<double>(values.at("amount")), 0.1);
    EXPECT_TRUE(std::get<bool>(values.at("open")));
    EXPECT_EQ(std::get<std::string>(values.at("day")), "2024-02-29");
    EXPECT_EQ(std::get<std::string>(values.at("moment")), "2026-11-23 23:59:59");
    EXPECT_EQ(std::get<std::string>(values.at("state")), "done");
    EXPECT_EQ(std::get<std::int64_t>(values.at("partner")), partner);
    EXPECT_EQ(std::get<RecordIds>(values.at("lines")), RecordIds{});
    EXPECT_EQ(std::get<std::string>(values.at("create_date")).size(), 19U);
    EXPECT_EQ(values.at("create_date").index(), values.at("write_date").index());
    EXPECT_TRUE(std::holds_alternative<std::monostate>(values.at("create_uid")));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(values.at("write_uid")));
    EXPECT_EQ(values.size(), 16U);
}

TEST_F(RecordsTest, WhatIsNotSetReadsAsNothing) {
    const auto values = read(document("x", {{"count", false}, {"day", std::monostate{}}}));
    for (const char* field : {"note", "count", "amount", "day", "moment", "state", "partner", "file"})
        EXPECT_TRUE(std::holds_alternative<std::monostate>(values.at(field))) << field;
    EXPECT_FALSE(std::get<bool>(values.at("open")));
}

TEST_F(RecordsTest, ReadsInTheOrderAskedFor) {
    const auto ids = records.create("sale.document", std::vector<Values>{{{"name", "a"}}, {{"name", "b"}}});
    const auto read = records.read("sale.document", {ids[1], 999, ids[0], ids[1]}, {"name", "id", "name"});
    ASSERT_EQ(read.size(), 3U);
    EXPECT_EQ(read[0].id, ids[1]);
    EXPECT_EQ(std::get<std::string>(read[1].values.at("name")), "a");
    EXPECT_EQ(read[0].values.size(), 1U);
    EXPECT_TRUE(records.read("sale.document", {}).empty());
}

TEST_F(RecordsTest, RefusesValuesOfTheWrongType) {
    EXPECT_THAT(refusal("count", "5"), StartsWith("invalid: model 'sale.document', field 'count': "));
    EXPECT_THAT(refusal("count", 1.5), HasSubstr("integer is wanted, not a float"));
    EXPECT_THAT(refusal("count", true), HasSubstr("not a boolean"));
    EXPECT_THAT(refusal("amount", std::nan("")), HasSubstr("finite"));
    EXPECT_THAT(refusal("open", std::int64_t{1}), HasSubstr("boolean"));
    EXPECT_THAT(refusal("note", std::string("a\0b", 3)), HasSubstr("NUL"));
    EXPECT_THAT(refusal("note", "\xc3\x28"), HasSubstr("UTF-8"));
    for (const char* bad :
         {"2023-02-29", "2024-13-01", "24-01-01", "0000-01-01", "2024-01-01 00:00:00", "", "+024-01-01"})
        EXPECT_THAT(refusal("day", bad), HasSubstr("is no date")) << bad;
    for (const char* bad :
         {"2024-01-01", "2024-01-01 24:00:00", "2024-01-01T00:00:00", "2024-01-01 00:00:60"})
        EXPECT_THAT(refusal("moment", bad), HasSubstr("is no date and time")) << bad;
    EXPECT_THAT(refusal("state", "lost"), HasSubstr("'lost' is none of its choices: draft, done"));
    EXPECT_THAT(refusal("partner", std::int64_t{77}), HasSubstr("there is no record sale.partner,77"));
    EXPECT_THAT(refusal("lines", RecordIds{1}), HasSubstr("there is no record sale.line,1"));
    EXPECT_THAT(refusal("lines", "1"), HasSubstr("type one2many is wanted, not a text"));
    EXPECT_THAT(refusal("file", "bytes"), HasSubstr("not a text"));
    EXPECT_THAT(refusal("file", Upload{}), StartsWith("invalid: "));
    EXPECT_THAT(refusal("id", std::int64_t{1}), HasSubstr("cannot be written"));
    EXPECT_THAT(refusal("nam", "x"),
                StartsWith("not found: there is no field 'nam' on model 'sale.document'; did you"));
    EXPECT_THAT(refusal("name\" = 1 --", "x"), StartsWith("not found: "));
    EXPECT_THAT(fault([&] { records.create("sale.documnt", Values{}); }),
                HasSubstr("did you mean 'sale.document'"));
    EXPECT_THAT(fault([&] { records.create("sale.document", Values{}); }),
                HasSubstr("'name': it is required"));
    EXPECT_EQ(records.count("sale.document"), 0U);
}

TEST_F(RecordsTest, CountsCharactersNotBytes) {
    EXPECT_EQ(fault([&] { records.create("sale.partner", {{"name", "ÄÖÜäöüßéèê"}}); }), "");
    EXPECT_THAT(fault([&] {
                    records.create("sale.partner", {{"name", "12345678901"}});
                }),
                HasSubstr("has 11 characters; at most 10"));
}

TEST_F(RecordsTest, ManyRecordsAreAllOrNothing) {
    EXPECT_NE(fault([&] {
                  records.create("sale.document",
                                 std::vector<Values>{{{"name", "a"}, {"file", Scene::upload("1")}},
                                                     {{"name", "b"}, {"partner", std::int64_t{9}}}});
              }),
              "");
    EXPECT_EQ(records.count("sale.document"), 0U);
    EXPECT_EQ(live(), 0);
    EXPECT_EQ(records.create("sale.document", std::vector<Values>{}), RecordIds{});
}

TEST_F(RecordsTest, WritesWhatIsNamedAndNothingElse) {
    const auto a = document("a", {{"count", std::int64_t{1}}}), b = document("b");
    records.write("sale.document", {b, a, b}, {{"note", "both"}});
    EXPECT_EQ(std::get<std::string>(read(a).at("note")), "both");
    EXPECT_EQ(std::get<std::string>(read(b).at("note")), "both");
    EXPECT_EQ(std::get<std::int64_t>(read(a).at("count")), 1);
    records.write("sale.document", {a}, {{"count", std::monostate{}}});
    EXPECT_TRUE(std::holds_alternative<std::monostate>(read(a).at("count")));
    EXPECT_THAT(fault([&] {
                    records.write("sale.document", {a, 99}, {{"note", "new"}});
                }),
                StartsWith("not found: there is no record sale.document,99"));
    EXPECT_EQ(std::get<std::string>(read(a).at("note")), "both");
    EXPECT_THAT(fault([&] {
                    records.write("sale.document", {a}, {{"name", false}});
                }),
                HasSubstr("required"));
    EXPECT_THAT(fault([&] {
                    records.write("sale.document", {a}, {{"partner", std::int64_t{5}}});
                }),
                HasSubstr("there is no record sale.partner,5"));
}

TEST_F(RecordsTest, KeepsBinaryValues) {
    const auto id = document("x", {{"file", Scene::upload("hello", "h.txt")}});
    const auto attachment = std::get<Attachment>(read(id).at("file"));
    EXPECT_EQ(attachment.file_name, "h.txt");
    EXPECT_EQ(attachment.size, 5U);
    EXPECT_EQ(attachment.sha256, sha256_of("hello"));
    EXPECT_EQ(attachment.configuration, "database");
    EXPECT_EQ(live(), 1);

    records.write("sale.document", {id}, {{"file", Scene::upload("other")}, {"scan", Scene::upload("")}});
    EXPECT_EQ(std::get<Attachment>(read(id, {"file"}).at("file")).sha256, sha256_of("other"));
    EXPECT_EQ(std::get<Attachment>(read(id, {"file", "scan"}).at("scan")).size, 0U);
    EXPECT_EQ(live(), 2);
    EXPECT_EQ(condemned(), 1);

    records.write("sale.document", {id}, {{"file", std::monostate{}}});
    EXPECT_TRUE(std::holds_alternative<std::monostate>(read(id).at("file")));
    EXPECT_EQ(condemned(), 2);
    records.unlink("sale.document", {id});
    EXPECT_EQ(live(), 0);
    EXPECT_EQ(condemned(), 3);
}

TEST_F(RecordsTest, OneUploadGoesToSeveralRecords) {
    const auto a = document("a"), b = document("b");
    records.write("sale.document", {a, b}, {{"file", Scene::upload("same")}});
    EXPECT_EQ(std::get<Attachment>(read(a).at("file")).sha256, sha256_of("same"));
    EXPECT_EQ(std::get<Attachment>(read(b).at("file")).sha256, sha256_of("same"));
    EXPECT_NE(std::get<Attachment>(read(a).at("file")).blob, std::get<Attachment>(read(b).at("file")).blob);
}

TEST_F(RecordsTest, AFailedWriteLeavesNothingBehind) {
    const auto large = std::string(3U << 20U, 'x');
    EXPECT_NE(fault([&] { records.write("sale.document", {99}, {{"file", Scene::upload(large)}}); }), "");
    EXPECT_EQ(live(), 0);
    EXPECT_EQ(scene.number("SELECT count(*) FROM outfield_attachment"), 0);
}

TEST_F(RecordsTest, One2manyFollowsTheOtherSide) {
    const auto id = document("x");
    const auto a = records.create("sale.line", {{"document", id}}),
               b = records.create("sale.line", {{"document", id}});
    EXPECT_EQ(std::get<RecordIds>(read(id).at("lines")), (RecordIds{a, b}));
}

TEST_F(RecordsTest, UnlinkLetsGoOfReferences) {
    const auto partner = records.create("sale.partner", {{"name", "Ann"}});
    const auto child = records.create("sale.partner", {{"name", "Bob"}, {"parent_id", partner}});
    const auto id = document("x", {{"partner", partner}});
    records.unlink("sale.partner", {partner});
    EXPECT_TRUE(std::holds_alternative<std::monostate>(read(id).at("partner")));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(
        records.read("sale.partner", {child}).at(0).values.at("parent_id")));

    const auto line = records.create("sale.line", {{"document", id}});
    EXPECT_EQ(fault([&] { records.unlink("sale.document", {id}); }),
              "conflict: sale.document," + std::to_string(id) + " is needed by sale.line," +
                  std::to_string(line) + ": its field 'document' is required");
    EXPECT_THAT(fault([&] { records.unlink("sale.line", {line, 99}); }), StartsWith("not found: "));
    records.unlink("sale.line", {line, line});
    records.unlink("sale.document", {id});
    EXPECT_EQ(records.count("sale.document"), 0U);
    EXPECT_GT(document("y"), id);
}

TEST_F(RecordsTest, ThreadsWorkSideBySide) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i) document("t", {{"file", Scene::upload("x")}});
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(records.count("sale.document", {{"file", "!=", false}}), 100U);
}

TEST(RecordsAtOnce, NoneIsCreatedThatPointsToOneThatGoes) {
    Scene scene;
    for (int round = 0; round < 25; ++round) {
        const auto partner = scene.records.create("sale.partner", {{"name", "Ann"}});
        const std::jthread creating([&] {
            try {
                scene.records.create("sale.document", {{"name", "order"}, {"partner", partner}});
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::invalid) << error.what();
            }
        });
        scene.records.unlink("sale.partner", {partner});
    }
    EXPECT_EQ(scene.number("SELECT count(*) FROM sale_document WHERE partner IS NOT NULL"), 0);
}

}  // namespace
}  // namespace outfield
