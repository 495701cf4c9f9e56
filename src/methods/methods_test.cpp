// Which calls there are, and how arguments may come.
#include "methods/scene.h"

namespace outfield::methods {
namespace {

using testing::HasSubstr;

TEST_F(MethodsTest, UnknownModelsAndMethodsAreRefusedInOpenErpsWords) {
    EXPECT_EQ(call("no.model", "read"), "user: Object no.model doesn't exist");
    EXPECT_EQ(call("no.model", "_search"), "user: Object no.model doesn't exist");
    EXPECT_EQ(call("res.partner", "_search"),
              "access: Private methods (such as _search) cannot be called remotely.");
    EXPECT_EQ(call("res.partner", "__class__"),
              "access: Private methods (such as __class__) cannot be called remotely.");
    EXPECT_EQ(call("res.partner", "shout"),
              "application: type object 'res.partner' has no attribute 'shout'");
    EXPECT_EQ(call("res.partner", "test_connection"),
              "application: type object 'res.partner' has no attribute 'test_connection'");
    EXPECT_EQ(call("res.partner", ""), "application: type object 'res.partner' has no attribute ''");
}

TEST_F(MethodsTest, ArgumentsComeByPositionAndByKeyword) {
    const auto id = std::to_string(create("res.partner", R"({"name": "Agrolait"})"));
    const auto answer = R"([{"id":)" + id + R"(,"name":"Agrolait"}])";
    EXPECT_EQ(call("res.partner", "read", "[[" + id + R"(], ["name"]])"), answer);
    EXPECT_EQ(call("res.partner", "read", "[" + id + R"(, ["name"]])"), answer);
    EXPECT_EQ(
        call("res.partner", "read", "[[" + id + "]]", R"({"fields": ["name"], "load": "", "context": ""})"),
        answer);
    EXPECT_EQ(call("res.partner", "read", "[[" + id + ".0]]", R"({"fields": ["name"]})"), answer);
    EXPECT_EQ(call("res.partner", "search_read", R"([[["id", "=", )" + id + R"(]], ["name"], "", 1, ""])"),
              answer);
    EXPECT_EQ(call("res.partner", "search", R"([[["id", "=", )" + id + R"(]]])",
                   R"({"offset": "", "limit": false, "order": null})"),
              "[" + id + "]");
}

TEST_F(MethodsTest, ArgumentsThatDoNotFitAreRefused) {
    EXPECT_EQ(call("res.partner", "read", "[[1]]", R"({"colour": 1})"),
              "application: read() got an unexpected keyword argument 'colour'");
    EXPECT_EQ(call("res.partner", "read", "[[1]]", R"({"ids": [2]})"),
              "application: read() got multiple values for argument 'ids'");
    EXPECT_EQ(call("res.partner", "read", "[1, 2, 3, 4]"),
              "application: read() takes at most 3 arguments but 4 were given");
    EXPECT_EQ(call("res.partner", "read", R"([["one"]])"),
              "application: read(): argument 'ids' must be a record's id or a list of them, not list");
    EXPECT_EQ(call("res.partner", "read", "[[1], [2]]"),
              "application: read(): argument 'fields' must be a list of texts, not integer");
    EXPECT_EQ(call("res.partner", "search", "[[], -1]"),
              "application: search(): argument 'offset' must be a number from 0 on, not integer");
    EXPECT_EQ(call("res.partner", "read", "[[1]]", R"({"context": 7})"),
              "application: the context must be a struct, not integer");
    EXPECT_EQ(call("res.partner", "name_create"),
              "application: name_create() missing 1 required positional argument: 'name'");
}

// As programs of OpenERP 6 and 7 call.
TEST_F(MethodsTest, TheLastArgumentMayBeTheContext) {
    const auto id = call("res.partner", "create", R"([{"name": "Ada"}, {"lang": "en_US"}])");
    EXPECT_EQ(call("res.partner", "write", "[[" + id + R"(], {"name": "Eve"}, {"lang": "en_US"}])"), "true");
    const auto answer = R"([{"id":)" + id + R"(,"name":"Eve"}])";
    EXPECT_EQ(call("res.partner", "read", "[[" + id + R"(], ["name"], {"bin_size": true}])"), answer);
    EXPECT_EQ(call("res.partner", "search", R"([[["name", "=", "Eve"]], 0, 1, "id", {}])"), "[" + id + "]");
    EXPECT_EQ(call("res.partner", "unlink", "[[" + id + "], {}]"), "true");
    EXPECT_EQ(call("res.partner", "unlink", "[[" + id + "], {}, {}]"),
              "application: unlink() takes at most 1 arguments but 2 were given");
}

TEST_F(MethodsTest, ReadGivesThoseThatExist) {
    EXPECT_EQ(call("res.partner", "read", R"([[999], ["name"]])"), "[]");
    EXPECT_EQ(call("res.partner", "read", R"([[], ["name"]])"), "[]");
    EXPECT_EQ(call("res.partner", "exists", "[[1, 999]]"), "[1]");
    EXPECT_EQ(call("res.partner", "read", R"([[1], ["nmae"]])"),
              "application: Invalid field 'nmae' on model 'res.partner'");
}

TEST_F(MethodsTest, EverythingIsRefusedThatIsNotGranted) {
    const auto user = add_user("demo");
    create("sale.document", R"({"name": "Contract"})");
    as(user);
    EXPECT_EQ(call("sale.document", "search_count", "[[]]"), "1");
    EXPECT_THAT(call("sale.document", "create", R"([{"name": "x"}])"),
                HasSubstr("access: 'demo' may not create"));
    EXPECT_THAT(call("sale.document", "write", R"([[1], {"name": "x"}])"),
                HasSubstr("access: 'demo' may not write"));
    EXPECT_THAT(call("sale.document", "unlink", "[[1]]"), HasSubstr("access: 'demo' may not delete"));
    EXPECT_THAT(call("sale.document", "copy", "[1]"), HasSubstr("access: 'demo' may not create"));
    EXPECT_THAT(call("sale.document", "name_create", R"(["x"])"), HasSubstr("access: 'demo' may not create"));
    for (const auto* method : {"search", "search_read", "search_count", "read", "fields_get", "name_search",
                               "name_get", "read_group", "exists", "get_metadata", "default_get"})
        EXPECT_THAT(call("sale.secret", method), HasSubstr("access: 'demo' may not read")) << method;
    EXPECT_EQ(call("sale.document", "check_access_rights", R"(["read"])"), "true");
    EXPECT_EQ(call("sale.document", "check_access_rights", R"(["write", false])"), "false");
    EXPECT_EQ(call("sale.document", "check_access_rights", R"(["write"])", R"({"raise_exception": false})"),
              "false");
    EXPECT_THAT(call("sale.document", "check_access_rights", R"(["write"])"),
                HasSubstr("access: 'demo' may not write"));
    EXPECT_EQ(call("sale.document", "check_access_rights", R"(["fly"])"),
              "application: Invalid operation 'fly': it is none of read, write, create, unlink");
}

TEST_F(MethodsTest, TheScopeOfAnApiKeyHolds) {
    as(admin, "read");
    EXPECT_EQ(call("res.partner", "search_count", R"([[["id", "=", 1]]])"), "1");
    EXPECT_THAT(call("res.partner", "create", R"([{"name": "x"}])"),
                HasSubstr("access: this API key is for reading"));
    EXPECT_EQ(call("res.users", "change_password", R"(["a", "b"])"), "denied: Access Denied");
    as(admin, "files");
    EXPECT_THAT(call("res.partner", "read", "[[1]]"), HasSubstr("access: this API key is for files"));
    EXPECT_EQ(call("ir.attachment", "search_count", "[[]]"), "0");
}

TEST_F(MethodsTest, VersionAndSessionInfo) {
    EXPECT_EQ(boost::json::serialize(to_json(Methods::version())),
              R"({"server_version":"16.0","server_version_info":[16,0,0,"final",0,""],)"
              R"("server_serie":"16.0","protocol_version":1})");
    const auto partner = call("res.users", "read", R"([[2], ["partner_id"], "_classic_write"])");
    const auto id = partner.substr(partner.rfind(':') + 1);
    EXPECT_EQ(
        boost::json::serialize(to_json(methods.session_info(identity, "erp"))),
        R"({"uid":2,"is_system":true,"is_admin":true,"user_context":{"lang":"en_US","tz":"UTC","uid":2},)"
        R"("db":"erp","server_version":"16.0","server_version_info":[16,0,0,"final",0,""],)"
        R"("name":"Administrator","username":"admin","partner_display_name":"Administrator",)"
        R"("company_id":1,"partner_id":)" +
            partner.substr(partner.find("partner_id") + 12,
                           partner.find('}') - partner.find("partner_id") - 12) +
            R"(,"user_companies":{"current_company":1,"allowed_companies":{"1":{"id":1,"name":"My Company",)"
            R"("sequence":0}}},"user_id":[2],"active_ids_limit":20000})");
}

}  // namespace
}  // namespace outfield::methods
