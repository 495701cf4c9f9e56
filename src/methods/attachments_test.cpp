#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class AttachmentsTest : public MethodsTest {
  protected:
    std::string make(const std::string& more = "") {
        return std::to_string(
            create("ir.attachment", R"({"name": "note.txt", "datas": "aGVsbG8=")" + more + "}"));
    }
    std::string read(const std::string& id, const std::string& fields) {
        return call("ir.attachment", "read", "[" + id + ", [" + fields + "]]");
    }
};

TEST_F(AttachmentsTest, WhatIsKnownOfTheBytesComesFromTheStoredValue) {
    const auto id = make();
    EXPECT_EQ(
        read(id, R"("raw", "datas", "file_size", "checksum", "mimetype", "type")"),
        R"([{"id":)" + id +
            R"(,"raw":"aGVsbG8=","datas":"aGVsbG8=","file_size":5,)"
            R"("checksum":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c","mimetype":"text/plain","type":"binary"}])");
    EXPECT_EQ(call("ir.attachment", "write", "[" + id + R"(, {"raw": "aGk=", "file_size": 99}])"), "true");
    EXPECT_EQ(read(id, R"("datas", "file_size")"), R"([{"id":)" + id + R"(,"datas":"aGk=","file_size":2}])");
    EXPECT_EQ(call("ir.attachment", "search", R"([[["raw", "!=", false]]])"), "[" + id + "]");
    const auto all = call("ir.attachment", "read", "[" + id + "]");
    EXPECT_THAT(all, HasSubstr(R"("file_size":2)"));
    EXPECT_THAT(all, Not(HasSubstr(R"("raw")")));
}

TEST_F(AttachmentsTest, TheMediaTypeThatIsGivenIsKept) {
    const auto id = make(R"(, "mimetype": "application/x-special")");
    EXPECT_EQ(read(id, R"("mimetype")"), R"([{"id":)" + id + R"(,"mimetype":"application/x-special"}])");
}

TEST_F(AttachmentsTest, AFileHasTheRightsOfItsRecord) {
    const auto of_document = make(R"(, "res_model": "sale.document", "res_id": 1)");
    const auto of_secret = make(R"(, "res_model": "sale.secret", "res_id": 1)");
    const auto loose = make(), open = make(R"(, "public": true)");
    as(add_user("demo"));
    EXPECT_EQ(call("ir.attachment", "search", "[[]]"), "[" + of_document + "," + open + "]");
    EXPECT_EQ(call("ir.attachment", "search_count", "[[]]"), "2");
    EXPECT_EQ(
        call("ir.attachment", "search_read", R"([["|", ["id", "=", 1], ["id", "!=", 1]], ["file_size"]])"),
        R"([{"id":)" + of_document + R"(,"file_size":5},{"id":)" + open + R"(,"file_size":5}])");
    EXPECT_THAT(call("ir.attachment", "search", R"([["|"]])"), StartsWith("application: Invalid domain"));
    EXPECT_THAT(call("ir.attachment", "search", R"([["|", ["id", ">", 0]]])"),
                StartsWith("application: Invalid domain"));
    EXPECT_THAT(call("ir.attachment", "search", R"([["!"]])"), StartsWith("application: Invalid domain"));
    EXPECT_EQ(call("ir.attachment", "search", R"([["|", [1, "=", 1], [1, "=", 1]]])"),
              "[" + of_document + "," + open + "]");
    for (const auto& id : {of_secret, loose}) {
        EXPECT_THAT(call("ir.attachment", "name_get", "[" + id + "]"), StartsWith("access: "));
        EXPECT_THAT(call("ir.attachment", "get_metadata", "[" + id + "]"), StartsWith("access: "));
        EXPECT_THAT(read(id, R"("datas")"),
                    StartsWith("access: You are not allowed to access ir.attachment," + id));
    }
    EXPECT_EQ(call("ir.attachment", "read_group", R"([[], ["id"], []])"), R"([{"__count":2,"__domain":[]}])");
    EXPECT_EQ(call("ir.attachment", "name_search", R"(["note"])"),
              "[[" + of_document + R"(,"note.txt"],[)" + open + R"(,"note.txt"]])");
}

TEST_F(AttachmentsTest, ChangingAFileNeedsTheRightToWriteItsRecord) {
    const auto of_document = make(R"(, "res_model": "sale.document", "res_id": 1)");
    const auto open = make(R"(, "public": true)");
    const auto user = add_user("demo"), manager = add_user("boss", "sale.manager");
    as(user);
    EXPECT_THAT(call("ir.attachment", "write", "[" + of_document + R"(, {"datas": ""}])"),
                StartsWith("access: "));
    EXPECT_THAT(call("ir.attachment", "unlink", "[" + of_document + "]"), StartsWith("access: "));
    EXPECT_THAT(call("ir.attachment", "write", "[" + open + R"(, {"public": false}])"),
                StartsWith("access: "));
    EXPECT_THAT(call("ir.attachment", "copy", "[" + of_document + "]"), StartsWith("access: "));
    EXPECT_THAT(
        call("ir.attachment", "create", R"([{"name": "x", "res_model": "sale.document", "res_id": 1}])"),
        StartsWith("access: You are not allowed to attach files to records of sale.document"));
    EXPECT_THAT(call("ir.attachment", "create", R"([{"name": "x"}])",
                     R"({"context": {"default_res_model": "sale.secret"}})"),
                StartsWith("access: "));
    const auto own = make();
    EXPECT_EQ(read(own, R"("datas")"), R"([{"id":)" + own + R"(,"datas":"aGVsbG8="}])");
    EXPECT_EQ(call("ir.attachment", "unlink", "[" + own + "]"), "true");
    as(manager);
    EXPECT_EQ(call("ir.attachment", "write", "[" + of_document + R"(, {"name": "y"}])"), "true");
    EXPECT_EQ(call("ir.attachment", "unlink", "[" + of_document + "]"), "true");
}

TEST_F(AttachmentsTest, AKeyForFilesReachesThem) {
    const auto of_document = make(R"(, "res_model": "sale.document", "res_id": 1)");
    make(R"(, "res_model": "sale.secret", "res_id": 1)");
    as(add_user("boss", "sale.manager"), "files");
    EXPECT_EQ(call("ir.attachment", "search", "[[]]"), "[" + of_document + "]");
    EXPECT_EQ(call("ir.attachment", "write", "[" + of_document + R"(, {"datas": "aGk="}])"), "true");
    EXPECT_THAT(call("sale.document", "search", "[[]]"), StartsWith("access: this API key is for files"));
}

TEST_F(AttachmentsTest, ManyShortValuesAreNotAllReadAtOnce) {
    wire::List many;
    for (int i = 0; i < 40; ++i)
        many.emplace_back(wire::Struct{{"name", "x"}, {"datas", base64(std::string(250'000, 'x'))}});
    wire::List args;
    args.emplace_back(std::move(many));
    EXPECT_EQ(call_with("ir.attachment", "create", args).substr(0, 3), "[1,");
    const auto answer = call("ir.attachment", "search_read", R"([[], ["datas"]])");
    std::size_t streamed = 0;
    for (auto at = answer.find("streamed 250000"); at != answer.npos; at = answer.find("streamed", at + 1))
        ++streamed;
    EXPECT_EQ(streamed, 6);  // 34 of them are 8 MiB
}

TEST_F(AttachmentsTest, DeletingARecordDeletesItsFiles) {
    const auto document = std::to_string(create("sale.document", R"({"name": "x"})"));
    const auto id = make(R"(, "res_model": "sale.document", "res_id": )" + document);
    EXPECT_EQ(call("sale.document", "unlink", "[" + document + "]"), "true");
    EXPECT_EQ(read(id, R"("datas")"), "[]");
}

}  // namespace
}  // namespace outfield::methods
