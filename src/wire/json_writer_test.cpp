#include "wire/json_writer.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

TEST(JsonWriter, WritesEachType) {
    const auto content =
        std::make_shared<const Content>(Content{3, [](ByteSink& sink) {
                                                    const std::string bytes = "foo";
                                                    sink.write(std::as_bytes(std::span(bytes)));
                                                }});
    EXPECT_EQ(shown(List{{}, false, 3, 1.0, 1e300, "a\"\\\n\x01/", content, List(), Struct()}),
              R"([null, false, 3, 1.0, 1e+300, "a\"\\\n\u0001/", "Zm9v", [], {}])");
    EXPECT_EQ(shown(Struct{{"k\"", List{1}}, {"b", Struct{{"c", std::numeric_limits<double>::quiet_NaN()}}}}),
              R"({"k\"": [1], "b": {"c": null}})");
    EXPECT_EQ(shown("\xff \xc3\xa9"), "\"\xef\xbf\xbd \xc3\xa9\"");
}

TEST(JsonWriter, WritesResults) {
    const auto result = [](const Value& id, const Value& value, auto... null) {
        StringTextSink sink;
        write_json_result(sink, id, value, null...);
        return sink.text;
    };
    EXPECT_EQ(result(7, List{1, 2}), R"({"jsonrpc": "2.0", "id": 7, "result": [1, 2]})");
    EXPECT_EQ(result("x", {}), R"({"jsonrpc": "2.0", "id": "x"})");
    EXPECT_EQ(result({}, {}, NullResult::written), R"({"jsonrpc": "2.0", "id": null, "result": null})");
}

TEST(JsonWriter, WritesErrors) {
    StringTextSink sink;
    write_json_error(sink, 7, 200, "Odoo Server Error",
                     {{"message", "Access Denied"}, {"arguments", List{"a"}}});
    EXPECT_EQ(sink.text,
              R"({"jsonrpc": "2.0", "id": 7, "error": {"code": 200, "message": "Odoo Server Error", )"
              R"("data": {"message": "Access Denied", "arguments": ["a"]}}})");
}

}  // namespace
}  // namespace outfield::wire
