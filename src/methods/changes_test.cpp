// create, write, unlink, copy, and commands.
#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class ChangesTest : public MethodsTest {
  protected:
    std::string id = std::to_string(create("sale.document", R"({"name": "Contract"})"));

    std::string read(const std::string& field) {
        const auto answer = call("sale.document", "read", "[" + id + ", [\"" + field + "\"]]");
        const auto from = answer.find("\"" + field + "\":") + field.size() + 3;
        return answer.substr(from, answer.size() - from - 2);
    }
    std::string write(const std::string& values) {
        return call("sale.document", "write", "[[" + id + "], " + values + "]");
    }
};

TEST_F(ChangesTest, CreateGivesOneIdOrMany) {
    const auto next = std::stoll(id) + 1;
    EXPECT_EQ(call("sale.document", "create", R"([[{"name": "a"}, {"name": "b"}]])"),
              "[" + std::to_string(next) + "," + std::to_string(next + 1) + "]");
    EXPECT_EQ(call("sale.document", "create", "[[]]"), "[]");
    EXPECT_EQ(call("sale.document", "create", R"([["a"]])"),
              "application: create(): values must be a struct, not text");
    EXPECT_EQ(call("sale.document", "create", R"([[{"name": "a"}, {"count": 1}]])"),
              "validation: model 'sale.document', field 'name': it is required");
    EXPECT_EQ(call("sale.document", "search_count", "[[]]"), "3");
}

TEST_F(ChangesTest, WriteAndUnlinkOfAMissingRecordAreMissing) {
    EXPECT_EQ(
        write(R"({"name": "Offer", "id": 77, "write_date": "2001-01-01 00:00:00", "display_name": "z"})"),
        "true");
    EXPECT_EQ(read("name"), "\"Offer\"");
    EXPECT_EQ(call("sale.document", "write", R"([[999], {"name": "x"}])"),
              "missing: Record does not exist or has been deleted.\n(Record: sale.document(999,), User: 2)");
    EXPECT_EQ(
        call("sale.document", "write", "[[" + id + R"(, 998, 999], {"name": "x"}])"),
        "missing: Record does not exist or has been deleted.\n(Record: sale.document(998, 999), User: 2)");
    EXPECT_EQ(call("sale.document", "unlink", "[[999]]"),
              "missing: Record does not exist or has been deleted.\n(Record: sale.document(999,), User: 2)");
    EXPECT_EQ(read("name"), "\"Offer\"");
    EXPECT_EQ(call("sale.document", "write", R"([[], {"name": "x"}])"), "true");
    EXPECT_EQ(call("sale.document", "unlink", "[[]]"), "true");
    EXPECT_EQ(write(R"({"name": false})"), "validation: model 'sale.document', field 'name': it is required");
}

TEST_F(ChangesTest, AnUnlinkIsAuditedWhereItHappens) {
    create("sale.line", R"({"text": "a", "document_id": )" + id + "}");
    const auto before = audited(100);
    EXPECT_THAT(call("sale.document", "unlink", "[" + id + "]"),
                HasSubstr("its field 'document_id' is required"));
    EXPECT_EQ(audited(100), before);
    EXPECT_EQ(call("sale.line", "unlink", "[1]"), "true");
    EXPECT_EQ(call("sale.document", "unlink", "[[" + id + ", " + id + "]]"), "true");
    EXPECT_EQ(call("sale.document", "exists", "[" + id + "]"), "[]");
    EXPECT_THAT(audited(2), ElementsAre("unlink sale.document," + id, "unlink sale.line,1"));
    EXPECT_EQ(audited(100).size(), before.size() + 2);
}

TEST_F(ChangesTest, TheFilesOfADeletedRecordAreAudited) {
    const auto file = create("ir.attachment", R"({"name": "a", "datas": "aGk=", "res_model": "sale.document",
                                                  "res_id": )" +
                                                  id + "}");
    EXPECT_EQ(call("sale.document", "unlink", "[" + id + "]"), "true");
    EXPECT_THAT(audited(2), ElementsAre("unlink ir.attachment," + std::to_string(file) +
                                            " with its record of sale.document",
                                        "unlink sale.document," + id));
}

TEST_F(ChangesTest, AnEmptiedFileIsAudited) {
    EXPECT_EQ(write(R"({"file": "aGVsbG8=", "name": "n"})"), "true");
    const auto before = audited(100);
    EXPECT_EQ(write(R"({"file": false, "scan": false})"), "true");
    EXPECT_THAT(audited(1), ElementsAre("file.delete sale.document," + id + " file"));
    EXPECT_EQ(write(R"({"file": false})"), "true");  // there is none any more
    EXPECT_EQ(audited(100).size(), before.size() + 1);
    EXPECT_EQ(write(R"({"line_ids": [[0, 0, {"text": "a"}]]})"), "true");
    EXPECT_EQ(audited(100).size(), before.size() + 1);
}

TEST_F(ChangesTest, AValueThatChangedMeanwhileIsNotCleared) {
    const FieldAddress address{"sale.document", std::stoll(id), "file"};
    EXPECT_EQ(write(R"({"file": "b25l"})"), "true");
    const auto seen = instance.binaries().describe(address)->blob;
    EXPECT_EQ(write(R"({"file": "dHdv"})"), "true");
    EXPECT_THROW(instance.binaries().clear(address, seen), Error);
    EXPECT_THROW(instance.binaries().clear(address, 0), Error);
    EXPECT_EQ(read("file"), "\"dHdv\"");
    instance.binaries().clear(address, instance.binaries().describe(address)->blob);
    EXPECT_EQ(read("file"), "false");
    instance.binaries().clear(address, 0);
}

TEST_F(ChangesTest, WhatIsUndoneIsNotAudited) {
    EXPECT_EQ(write(R"({"line_ids": [[0, 0, {"text": "a"}]]})"), "true");
    const auto before = audited(100);
    EXPECT_THAT(write(R"({"line_ids": [[2, 1], [2, 999]]})"), HasSubstr("there is no record sale.line,999"));
    EXPECT_EQ(audited(100), before);
    EXPECT_EQ(read("line_ids"), "[1]");
}

TEST_F(ChangesTest, CommandsOfAOne2Many) {
    EXPECT_EQ(write(R"({"line_ids": [[0, 0, {"text": "a"}], [0, false, {"text": "b"}]]})"), "true");
    EXPECT_EQ(read("line_ids"), "[1,2]");
    EXPECT_EQ(write(R"({"line_ids": [[1, 1, {"text": "A"}], [2, 2]]})"), "true");
    EXPECT_EQ(read("line_ids"), "[1]");
    EXPECT_THAT(audited(1), ElementsAre("unlink sale.line,2 by a command of sale.document"));
    EXPECT_EQ(call("sale.line", "read", R"([1, ["text", "document_id"]])"),
              R"([{"id":1,"text":"A","document_id":[)" + id + R"(,"Contract"]}])");
    EXPECT_EQ(write(R"({"line_ids": ""})"), "true");
    EXPECT_EQ(read("line_ids"), "[1]");
    EXPECT_EQ(write(R"({"line_ids": [[5]]})"), "true");  // a line cannot be without its document
    EXPECT_EQ(read("line_ids"), "[]");
    EXPECT_THAT(audited(1), ElementsAre("unlink sale.line,1 by a command of sale.document"));
}

TEST_F(ChangesTest, CommandsOfAMany2Many) {
    for (const auto* name : {"a", "b", "c"})
        create("sale.tag", R"({"name": ")" + std::string(name) + R"("})");
    EXPECT_EQ(write(R"({"tag_ids": [[4, 1], [4, 2, 0]]})"), "true");
    EXPECT_EQ(read("tag_ids"), "[1,2]");
    EXPECT_EQ(write(R"({"tag_ids": [[3, 1, 0]]})"), "true");
    EXPECT_EQ(read("tag_ids"), "[2]");
    EXPECT_EQ(write(R"({"tag_ids": [[6, 0, [1, 3]]]})"), "true");
    EXPECT_EQ(read("tag_ids"), "[1,3]");
    EXPECT_EQ(write(R"({"tag_ids": [2]})"), "true");
    EXPECT_EQ(read("tag_ids"), "[2]");
    EXPECT_EQ(write(R"({"tag_ids": [[0, 0, {"name": "d"}]]})"), "true");
    EXPECT_EQ(read("tag_ids"), "[2,4]");
    EXPECT_EQ(write(R"({"tag_ids": [[5, 0, 0]]})"), "true");
    EXPECT_EQ(read("tag_ids"), "[]");
}

TEST_F(ChangesTest, WhatIsNoCommandIsRefused) {
    const std::string start = "application: Wrong value for sale.document.tag_ids: ";
    EXPECT_EQ(write(R"({"tag_ids": [[7, 0, 0]]})"), start + "(7, 0, 0) is no command");
    EXPECT_EQ(write(R"({"tag_ids": [[4]]})"), start + "(4,) is no command");
    EXPECT_EQ(write(R"({"tag_ids": [[6, 0, "x"]]})"), start + "(6, 0, 'x') is no command");
    EXPECT_EQ(write(R"({"tag_ids": [[0, 0]]})"), start + "(0, 0) is no command");
    EXPECT_EQ(write(R"({"tag_ids": ["x"]})"), start + "'x' is no command");
    EXPECT_EQ(write(R"({"tag_ids": "x"})"), start + "'x'");
    EXPECT_EQ(write(R"({"tag_ids": [[0, 0, {"colour": 1}]]})"),
              "application: Invalid field 'colour' on model 'sale.tag'");
    EXPECT_THAT(write(R"({"tag_ids": [[4, 999]]})"), StartsWith("validation: "));
}

TEST_F(ChangesTest, CommandsNeedTheRightsOfWhatTheyDo) {
    EXPECT_THAT(call("res.partner", "create", R"([{"name": "x", "category_id": [[0, 0, {"name": "VIP"}]]}])"),
                testing::MatchesRegex("[0-9]+"));
    as(add_user("demo"));
    EXPECT_THAT(call("res.partner", "create", R"([{"name": "x", "category_id": [[0, 0, {"name": "VIP"}]]}])"),
                StartsWith("access: 'demo' may not create records of res.partner.category"));
    EXPECT_THAT(call("res.partner", "create", R"([{"name": "x", "category_id": [[1, 1, {"name": "VIP"}]]}])"),
                StartsWith("access: 'demo' may not write records of res.partner.category"));
    EXPECT_THAT(call("res.partner", "create", R"([{"name": "x", "category_id": [[2, 1]]}])"),
                StartsWith("access: 'demo' may not delete records of res.partner.category"));
    EXPECT_THAT(call("res.partner", "create", R"([{"name": "x", "category_id": [[4, 1]]}])"),
                testing::MatchesRegex("[0-9]+"));
}

TEST_F(ChangesTest, CopyCopiesBytesAndLinksAndNotLines) {
    create("sale.tag", R"({"name": "a"})");
    EXPECT_EQ(
        write(
            R"({"file": "aGVsbG8=", "count": 3, "tag_ids": [[4, 1]], "line_ids": [[0, 0, {"text": "a"}]]})"),
        "true");
    const auto copy = call("sale.document", "copy", "[" + id + "]");
    EXPECT_EQ(
        call("sale.document", "read", "[" + copy + R"(, ["name", "file", "count", "tag_ids", "line_ids"]])"),
        R"([{"id":)" + copy +
            R"x(,"name":"Contract (copy)","file":"aGVsbG8=","count":3,"tag_ids":[1],"line_ids":[]}])x");
    const auto other = call("sale.document", "copy", "[[" + id + R"(], {"name": "Mine", "file": false}])");
    EXPECT_EQ(call("sale.document", "read", "[" + other + R"(, ["name", "file", "count"]])"),
              R"([{"id":)" + other + R"(,"name":"Mine","file":false,"count":3}])");
    EXPECT_EQ(call("sale.document", "copy", "[999]"),
              "missing: Record does not exist or has been deleted.\n(Record: sale.document(999,), User: 2)");
}

TEST_F(ChangesTest, CopyStreamsALargeValue) {
    std::string bytes(9'000'000, 'x');
    for (std::size_t i = 0; i < bytes.size(); i += 1000) bytes[i] = static_cast<char>('a' + i / 1000 % 26);
    EXPECT_EQ(call_with("sale.document", "write", {std::stoll(id), wire::Struct{{"file", base64(bytes)}}}),
              "true");
    const auto copy = std::stoll(call("sale.document", "copy", "[" + id + "]"));
    StringSink sink;
    instance.binaries().read({"sale.document", copy, "file"}, sink);
    EXPECT_EQ(sink.text, bytes);
    EXPECT_EQ(instance.binaries().describe({"sale.document", copy, "file"})->file_name, "file");
}

TEST_F(ChangesTest, DefaultsComeFromTheContext) {
    EXPECT_EQ(call("res.partner", "default_get", R"([["name", "active", "email"]])",
                   R"({"context": {"default_name": "You", "default_colour": 1}})"),
              R"({"active":true,"name":"You"})");
    EXPECT_EQ(call("sale.document", "default_get", R"([["name", "file"]])"), "{}");
    const auto made =
        call("sale.document", "create", R"([{"count": 1}])", R"({"context": {"default_name": "You"}})");
    EXPECT_EQ(call("sale.document", "read", "[" + made + R"(, ["name", "count"]])"),
              R"([{"id":)" + made + R"(,"name":"You","count":1}])");
}

}  // namespace
}  // namespace outfield::methods
