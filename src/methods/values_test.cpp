// How values are written and read.
#include "methods/scene.h"
#include "wire/long_texts.h"

namespace outfield::methods {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(MethodsTest, EveryTypeReadsAsOpenErpReadsIt) {
    const auto partner = std::to_string(create("res.partner", R"({"name": "Agrolait"})"));
    const auto id = std::to_string(create(
        "sale.document",
        R"({"name": "Contract", "note": "two\nlines", "count": 3, "amount": 2.5, "open": true, "day": "2026-11-23",
            "moment": "2026-11-23 08:30:05", "state": "done", "scan": "aGVsbG8=", "partner_id": )" +
            partner + "}"));
    const auto* fields =
        R"(["name", "note", "count", "amount", "open", "day", "moment", "state", "partner_id",
                             "line_ids", "tag_ids", "scan", "file", "display_name"])";
    EXPECT_EQ(call("sale.document", "read", "[[" + id + "], " + fields + "]"),
              R"([{"id":)" + id +
                  R"(,"name":"Contract","note":"two\nlines","count":3,"amount":2.5E0,"open":true,)"
                  R"("day":"2026-11-23","moment":"2026-11-23 08:30:05","state":"done","partner_id":[)" +
                  partner +
                  R"(,"Agrolait"],"line_ids":[],"tag_ids":[],"scan":"aGVsbG8=","file":false,)"
                  R"("display_name":"Contract"}])");
    EXPECT_EQ(call("sale.document", "read", "[" + id + R"(, ["partner_id"], "_classic_write"])"),
              R"([{"id":)" + id + R"(,"partner_id":)" + partner + "}]");
}

TEST_F(MethodsTest, WhatIsNotSetReadsAsFalseAndNumbersAsZero) {
    const auto id = std::to_string(
        create("sale.document",
               R"({"name": "x", "note": false, "count": "", "amount": null, "day": "", "partner_id": false,
                             "state": "", "open": "", "scan": "", "file": false, "tag_ids": "", "line_ids": false})"));
    EXPECT_EQ(
        call("sale.document", "read",
             "[" + id +
                 R"(, ["note", "count", "amount", "open", "day", "moment", "state", "partner_id", "scan"]])"),
        R"([{"id":)" + id +
            R"(,"note":false,"count":0,"amount":0E0,"open":false,"day":false,"moment":false,"state":false,)"
            R"("partner_id":false,"scan":false}])");
}

TEST_F(MethodsTest, AllFieldsAreReadWhenNoneIsNamed) {
    const auto id = std::to_string(create("sale.tag", R"({"name": "Urgent"})"));
    const auto answer = call("sale.tag", "read", "[" + id + "]");
    EXPECT_THAT(answer, StartsWith(R"([{"id":)" + id +
                                   R"(,"name":"Urgent","display_name":"Urgent","create_date":"20)"));
    EXPECT_THAT(answer, HasSubstr(R"("create_uid":[2,"Administrator"])"));
    EXPECT_THAT(answer, HasSubstr(R"("write_uid":[2,"Administrator"])"));
    EXPECT_THAT(answer, HasSubstr(R"("__last_update":"20)"));
}

TEST_F(MethodsTest, ValuesOfTheWrongTypeAreRefused) {
    EXPECT_EQ(call("sale.document", "create", R"([{"name": "x", "count": "three"}])"),
              "validation: model 'sale.document', field 'count' takes an integer, not text");
    EXPECT_EQ(call("sale.document", "create", R"([{"name": "x", "count": 1.5}])"),
              "validation: model 'sale.document', field 'count' takes an integer, not float");
    EXPECT_EQ(call("sale.document", "create", R"([{"name": 7}])"),
              "validation: model 'sale.document', field 'name' takes a text, not integer");
    EXPECT_EQ(call("sale.document", "create", R"([{"name": "x", "partner_id": "Agrolait"}])"),
              "validation: model 'sale.document', field 'partner_id' takes the id of a record, not text");
    EXPECT_THAT(
        call("sale.document", "create", R"([{"name": "x", "state": "lost"}])"),
        StartsWith("validation: model 'sale.document', field 'state': 'lost' is none of its choices"));
    EXPECT_THAT(call("sale.document", "create", R"([{"name": "x", "partner_id": 999}])"),
                StartsWith("validation: model 'sale.document', field 'partner_id': there is no record"));
    EXPECT_EQ(call("sale.document", "create", R"([{"name": "x", "colour": 1}])"),
              "application: Invalid field 'colour' on model 'sale.document'");
    EXPECT_EQ(call("sale.document", "create", "[{}]"),
              "validation: model 'sale.document', field 'name': it is required");
    EXPECT_EQ(call("sale.document", "create", R"([{"name": ""}])"),
              "validation: model 'sale.document', field 'name': it is required");
}

TEST_F(MethodsTest, NumbersMayComeAsDecimalTexts) {
    const auto id = std::to_string(
        create("sale.document", R"({"name": "x", "count": "-12", "amount": "+1.50", "partner_id": "1"})"));
    const auto read = [&](const std::string& ids) {
        return call("sale.document", "read",
                    "[" + ids + R"(, ["count", "amount", "partner_id"], "_classic_write"])");
    };
    const auto expected = R"([{"id":)" + id + R"(,"count":-12,"amount":1.5E0,"partner_id":1}])";
    for (const auto& ids : {"[\"" + id + "\"]", "\"" + id + "\"", "[\"" + id + "\", " + id + "]"})
        EXPECT_EQ(read(ids), expected) << ids;
    EXPECT_EQ(call("sale.document", "write",
                   "[[\"" + id + R"("], {"count": "+7", "amount": "-2.5e3", "partner_id": ["1", "Me"]}])"),
              "true");
    EXPECT_EQ(read(id), R"([{"id":)" + id + R"(,"count":7,"amount":-2.5E3,"partner_id":1}])");
    for (const auto* text : {"1e1", "-1", "+1", " 1", "1 ", "x", "9223372036854775808"})
        EXPECT_THAT(read(std::string("[\"") + text + "\"]"),
                    StartsWith("application: read(): argument 'ids' must be a record's id or a list of them"))
            << text;
}

TEST_F(MethodsTest, OtherTextsAreNoNumbers) {
    const auto refused = [&](const std::string& field, const std::string& text, const std::string& wanted) {
        EXPECT_EQ(
            call("sale.document", "create", R"([{"name": "x", ")" + field + R"(": ")" + text + R"("}])"),
            "validation: model 'sale.document', field '" + field + "' takes " + wanted + ", not text")
            << text;
    };
    for (const auto* text :
         {"1e5", "1.0", " 7", "7 ", "0x7", "+-7", "--7", "+", "1_000", "9223372036854775808"}) {
        refused("count", text, "an integer");
        refused("partner_id", text, "the id of a record");
    }
    for (const auto* text : {"1,5", " 1.5", "1.5 ", "+-1", ".", "inf", "nan", "0x1p3", "1e999"})
        refused("amount", text, "a number");
    for (const auto* text : {"yes", "1", "true"}) refused("open", text, "true or false");
    EXPECT_EQ(call("sale.document", "create", R"([{"name": "x", "open": 1.5}])"),
              "validation: model 'sale.document', field 'open' takes true or false, not float");
    EXPECT_EQ(call("sale.document", "create", R"([{"name": "x", "amount": [1]}])"),
              "validation: model 'sale.document', field 'amount' takes a number, not list");
}

TEST_F(MethodsTest, NoRecordIsZero) {
    const auto id = std::to_string(create("sale.document", R"({"name": "x", "partner_id": 1})"));
    for (const auto* zero : {"0", R"("0")", "0.0", R"([0, ""])"}) {
        EXPECT_EQ(call("sale.document", "write", "[" + id + R"(, {"partner_id": 1}])"), "true");
        EXPECT_EQ(
            call("sale.document", "write", "[" + id + R"(, {"partner_id": )" + std::string(zero) + "}]"),
            "true");
        EXPECT_EQ(call("sale.document", "read", "[" + id + R"(, ["partner_id"]])"),
                  R"([{"id":)" + id + R"(,"partner_id":false}])")
            << zero;
    }
    const auto answer = call("sale.line", "create", R"([{"text": "x", "document_id": 0}])");
    EXPECT_EQ(answer, "validation: model 'sale.line', field 'document_id': it is required");
}

TEST_F(MethodsTest, ADateMayComeWithATimeAndAPairIsAMany2One) {
    const auto id = std::to_string(create("sale.document", R"({"name": "x", "day": "2026-11-23 10:00:00",
                                                                "moment": "2026-11-23", "partner_id": [1, "Me"], "count": 4.0})"));
    EXPECT_EQ(call("sale.document", "read",
                   "[" + id + R"(, ["day", "moment", "partner_id", "count"], "_classic_write"])"),
              R"([{"id":)" + id +
                  R"(,"day":"2026-11-23","moment":"2026-11-23 00:00:00","partner_id":1,"count":4}])");
}

TEST_F(MethodsTest, BinariesGoToTheirStoreAndComeBack) {
    const std::string bytes(300'000, 'x');
    for (const auto* field : {"scan", "file"}) {
        wire::Struct values{{"name", "Big"}};
        values.set(field, base64(bytes));
        const auto id = call_with("sale.document", "create", {values});
        EXPECT_EQ(call("sale.document", "read", "[" + id + ", [\"" + field + "\"]]"),
                  R"([{"id":)" + id + ",\"" + field + R"(":"streamed 300000"}])");
        EXPECT_EQ(call("sale.document", "read", "[" + id + ", [\"" + field + "\"]]",
                       R"({"context": {"bin_size": true}})"),
                  R"([{"id":)" + id + ",\"" + field + R"(":"292.97 Kb"}])");
        EXPECT_EQ(call("sale.document", "read", "[" + id + ", [\"" + field + "\"]]",
                       std::string(R"({"context": {"bin_size_)") + field + R"(": 1}})"),
                  R"([{"id":)" + id + ",\"" + field + R"(":"292.97 Kb"}])");
    }
}

TEST_F(MethodsTest, TheFileNameComesWithTheValues) {
    const auto id = create("sale.document", R"({"name": "contract.pdf", "file": "aGVsbG8="})");
    EXPECT_EQ(instance.binaries().describe({"sale.document", id, "file"})->file_name, "contract.pdf");
    EXPECT_EQ(call("sale.document", "write", "[" + std::to_string(id) + R"(, {"file": "aGVs\r\nbG8="}])"),
              "true");
    EXPECT_EQ(instance.binaries().describe({"sale.document", id, "file"})->file_name, "file");
    EXPECT_EQ(call("sale.document", "write", "[" + std::to_string(id) + R"(, {"file": false}])"), "true");
    EXPECT_FALSE(instance.binaries().describe({"sale.document", id, "file"}));
}

TEST_F(MethodsTest, BadBase64IsTheCallersFault) {
    EXPECT_THAT(call("sale.document", "create", R"([{"name": "x", "file": "aGVsbG8!"}])"),
                StartsWith("application: field 'file': the base64"));
    EXPECT_THAT(call("sale.document", "create", R"([{"name": "x", "file": 7}])"),
                StartsWith("application: field 'file': the value of a binary field is base64"));
    wire::LongTexts texts(std::filesystem::temp_directory_path(), 1U << 20U);
    const auto writer = texts.begin();
    writer->write(std::string(400'000, 'A') + "!");
    EXPECT_THAT(
        call_with("sale.document", "create", {wire::Struct{{"name", "x"}, {"file", writer->finish()}}}),
        StartsWith("application: field 'file': the base64"));
    EXPECT_EQ(call("sale.document", "search_count", "[[]]"), "0");
}

TEST_F(MethodsTest, LongTextsAreValuesToo) {
    wire::LongTexts texts(std::filesystem::temp_directory_path(), 2U << 20U);
    auto writer = texts.begin();
    writer->write(base64(std::string(600'000, 'y')));
    auto note = texts.begin();
    note->write(std::string(300'000, 'n'));
    const auto id =
        call_with("sale.document", "create",
                  {wire::Struct{{"name", "x"}, {"file", writer->finish()}, {"note", note->finish()}}});
    EXPECT_EQ(call("sale.document", "read", "[" + id + R"(, ["file"]])"),
              R"([{"id":)" + id + R"(,"file":"streamed 600000"}])");
    EXPECT_EQ(call("sale.document", "read", "[" + id + R"(, ["note"]])").size(), 300'000 + id.size() + 19);
}

TEST_F(MethodsTest, AMissingObjectIsAFaultAndNeverAnEmptyValue) {
    const auto small = std::to_string(create("sale.document", R"({"name": "x", "file": "aGVsbG8="})"));
    wire::Struct values{{"name", "Big"}, {"file", base64(std::string(300'000, 'x'))}};
    const auto large = call_with("sale.document", "create", {values});
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.file("disk/sales")))
        if (entry.is_regular_file()) std::filesystem::remove(entry.path());
    EXPECT_THAT(call("sale.document", "read", "[" + small + R"(, ["file"]])"), StartsWith("ERROR corrupt: "));
    EXPECT_THAT(call("sale.document", "read", "[" + large + R"(, ["file"]])"), StartsWith("ERROR corrupt: "));
}

}  // namespace
}  // namespace outfield::methods
