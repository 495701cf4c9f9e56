// name_get, name_search, name_create, fields_get, get_metadata.
#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(MethodsTest, NamesAreFoundAndMade) {
    EXPECT_EQ(call("sale.tag", "name_create", R"(["Urgent"])"), R"([1,"Urgent"])");
    EXPECT_EQ(call("sale.tag", "name_create", R"(["Later"])"), R"([2,"Later"])");
    EXPECT_EQ(call("sale.tag", "name_get", "[[2, 1]]"), R"([[2,"Later"],[1,"Urgent"]])");
    EXPECT_EQ(call("sale.tag", "name_get", "[[2, 1, 2, 2]]"), R"([[2,"Later"],[1,"Urgent"]])");
    EXPECT_EQ(call("sale.tag", "read", R"([[1, 1, 1], ["name"]])"), R"([{"id":1,"name":"Urgent"}])");
    EXPECT_THAT(call("sale.tag", "name_get", "[[1, 999]]"), StartsWith("missing: Record does not exist"));
    EXPECT_EQ(call("sale.tag", "name_search", R"(["urg"])"), R"([[1,"Urgent"]])");
    EXPECT_EQ(call("sale.tag", "name_search", R"(["Later", [["id", ">", 0]], "=", 5])"), R"([[2,"Later"]])");
    EXPECT_EQ(call("sale.tag", "name_search", "[]", R"({"name": "", "limit": 1})"), R"([[1,"Urgent"]])");
    EXPECT_EQ(call("sale.tag", "name_search", R"(["x", [], "??"])").substr(0, 25),
              "application: Invalid leaf");
    const auto document = create("sale.document", R"({"name": "x", "line_ids": [[0, 0, {"text": "a"}]]})");
    ASSERT_NE(document, 0);
    EXPECT_EQ(call("sale.line", "name_get", "[1]"), R"([[1,"sale.line,1"]])");
    EXPECT_EQ(call("sale.line", "read", R"([1, ["display_name"]])"),
              R"([{"id":1,"display_name":"sale.line,1"}])");
    EXPECT_EQ(call("sale.line", "name_create", R"(["x"])"),
              "application: Cannot execute name_create, no _rec_name defined on sale.line");
}

TEST_F(MethodsTest, NamesOfOthersHaveABudget) {
    const auto secret = create("sale.secret", R"({"name": ")" + std::string(1 << 20, 'n') + R"("})");
    const auto values = R"({"name": "x", "secret_id": )" + std::to_string(secret) + "}";
    for (int i = 0; i < 65; ++i) create("sale.case", values);
    EXPECT_EQ(call("sale.case", "search_read", R"([[], ["secret_id"]])"),
              "application: the names of the records that these point to have more than 64.0 MiB together: "
              "read fewer at once, or without them (load: false)");
    EXPECT_THAT(call("sale.case", "search_read", R"([[], ["secret_id"], 0, 3])"), StartsWith("[{"));
}

TEST_F(MethodsTest, FieldsTellTheirTypeAndWhereFilesLive) {
    EXPECT_EQ(call("sale.document", "fields_get", R"([["file", "scan"], ["type", "string", "store"]])"),
              R"({"scan":{"type":"binary","string":"Scan","store":"database"},)"
              R"("file":{"type":"binary","string":"File","store":"directory"}})");
    EXPECT_EQ(call("sale.document", "fields_get",
                   R"([["name"], ["type", "required", "help", "readonly", "searchable", "sortable"]])"),
              R"({"name":{"type":"char","required":true,"readonly":false,"searchable":true,"sortable":true,)"
              R"("help":"What it is called"}})");
    EXPECT_EQ(
        call("sale.document", "fields_get", R"([["state", "partner_id", "line_ids"]])",
             R"({"attributes": ["selection", "relation", "relation_field"]})"),
        R"({"state":{"selection":[["draft","Draft"],["done","Done"]]},"partner_id":{"relation":"res.partner"},)"
        R"("line_ids":{"relation":"sale.line","relation_field":"document_id"}})");
    const auto all = call("sale.tag", "fields_get", R"([[], ["type"]])");
    EXPECT_EQ(
        all,
        R"({"name":{"type":"char"},"id":{"type":"integer"},"create_date":{"type":"datetime"},)"
        R"("create_uid":{"type":"many2one"},"write_date":{"type":"datetime"},"write_uid":{"type":"many2one"},)"
        R"("display_name":{"type":"char"},"__last_update":{"type":"datetime"}})");
    EXPECT_THAT(call("sale.tag", "fields_get", "[]"), HasSubstr(R"("relation":"res.users")"));
}

TEST_F(MethodsTest, MetadataHasTheExternalId) {
    const auto answer = call("res.users", "get_metadata", "[[2]]");
    EXPECT_THAT(answer, HasSubstr(R"("xmlid":"base.user_admin")"));
    EXPECT_THAT(answer, HasSubstr(R"("noupdate":true)"));
    create("sale.tag", R"({"name": "a"})");
    EXPECT_THAT(call("sale.tag", "get_metadata", "[1]"), HasSubstr(R"("create_uid":[2,"Administrator"])"));
    EXPECT_THAT(call("sale.tag", "get_metadata", "[1]"), HasSubstr(R"("xmlid":false,"noupdate":false)"));
}

}  // namespace
}  // namespace outfield::methods
