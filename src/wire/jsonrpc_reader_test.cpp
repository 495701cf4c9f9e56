#include "wire/jsonrpc_reader.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

Value read(std::string_view document, const Limits& limits = {}, std::size_t step = 1'000'000) {
    Spilling spilling;
    const auto reader = json_reader(limits, spilling.texts);
    for (; !document.empty(); document.remove_prefix(std::min(step, document.size())))
        reader->feed(document.substr(0, step));
    return reader->finish();
}

std::string refusal(std::string_view document, const Limits& limits = {}) {
    const auto message = refusal_of([&] { read(document, limits); });
    const auto where = "within the first " + std::to_string(document.size()) + " bytes: ";
    EXPECT_THAT(message, testing::StartsWith(where));
    return message.substr(std::min(where.size(), message.size()));
}

TEST(JsonReader, ReadsEveryTypeInPiecesOfAnySize) {
    const std::string document =
        "{\"jsonrpc\": \"2.0\", \"params\": {\"args\": [1, -2.5, true, null, \"r\\u00e9p \\ud83d\\ude00 "
        "\xc3\xa9\\n\", "
        "[], {}]}, \"id\": 123456789012}";
    for (std::size_t step = 1; step < 60; ++step)
        EXPECT_EQ(shown(read(document, {}, step)),
                  "{\"jsonrpc\": \"2.0\", \"params\": {\"args\": [1, -2.5, true, null, \"r\xc3\xa9p "
                  "\xf0\x9f\x98\x80 "
                  "\xc3\xa9\\n\", [], {}]}, \"id\": 123456789012}")
            << step;
}

TEST(JsonReader, ReadsNumbersAsNearAsDoublesAre) {
    EXPECT_EQ(shown(read("[9223372036854775807, -9223372036854775808, 9223372036854775808, 1e3, 0.1, -0.0, "
                         "1234567890123456789012]")),
              "[9223372036854775807, -9223372036854775808, 9.223372036854776e+18, 1000.0, 0.1, -0.0, "
              "1.2345678901234568e+21]");
    EXPECT_EQ(refusal("[1e999]"), "the number 1e999 cannot be held");
    EXPECT_EQ(refusal("[" + std::string(2000, '1') + "]"), "a number is longer than 1024 bytes");
}

TEST(JsonReader, OfMembersOfOneNameTheLastCounts) {
    EXPECT_EQ(shown(read(R"({"a": 1, "b": 2, "a": 3, "c": 4, "b": 5})")), R"({"a": 3, "b": 5, "c": 4})");
}

TEST(JsonReader, RefusesWhatIsNoJson) {
    for (const char* broken :
         {"", " ", "{", "[1,]", "{a: 1}", "'a'", "[1] 2", "[1]]", "nul", "\"\xff\"", "\"\xc3\"",
          "\"\xed\xa0\x80\"", "\"\\ud800\"", "\"a\nb\"", "01", "+1", "NaN", "[1]//x", "\"\\x\""})
        EXPECT_THAT(refusal(broken), testing::StartsWith("no JSON: ")) << broken;
    EXPECT_EQ(refusal("[1] 2"), "no JSON: extra data");
}

TEST(JsonReader, HasABudgetOfValuesWithOthers) {
    ValueBudget together(10'000);
    const Limits limits{.together = &together};
    std::string many = "[0";
    for (int i = 1; i < 9000; ++i) many += ",0";
    Spilling spilling;
    auto held = json_reader(limits, spilling.texts);
    held->feed(many);
    try {
        read(many + "]", limits);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_STREQ(error.what(), "other large requests are being served: try again in a moment");
    }
    EXPECT_EQ(shown(read("[1, 2]", limits)), "[1, 2]");  // small ones are served
    held.reset();
    read(many + "]", limits);
}

TEST(JsonReader, HasLimits) {
    EXPECT_EQ(refusal(std::string(200'000, '[')), "lists and structs stand more than 64 deep in one another");
    std::string objects;
    for (int i = 0; i < 200'000; ++i) objects += "{\"a\":";
    EXPECT_EQ(refusal(objects), "lists and structs stand more than 64 deep in one another");
    EXPECT_EQ(refusal("[1,2,3]", {.values = 3}), "the request has more than 3 values: send less at once");
    EXPECT_EQ(refusal("{\"" + std::string(1025, 'a') + "\": 1}"),
              "the name of a member is longer than 1024 bytes");
    EXPECT_EQ(refusal(R"(["12345", "678901"])", {.memory = 10}),
              "the texts of the request have more than 10 bytes together: send less at once");
}

TEST(JsonReader, NumbersTakeNothingOfTheMemoryOfTextsHoweverTheyArePieced) {
    const std::string document = R"([1.5, -2.25e2, "0123456789", 123456789012])";
    for (std::size_t step = 1; step <= document.size(); ++step)
        EXPECT_EQ(shown(read(document, {.memory = 10}, step)), "[1.5, -225.0, \"0123456789\", 123456789012]")
            << step;
}

TEST(JsonReader, ShowsWhatIsKnownBehindAPiece) {
    Spilling spilling;
    const auto reader = json_reader({.text = 100}, spilling.texts);
    EXPECT_EQ(shown(reader->so_far()), "null");
    const std::string text(200, 'x');
    reader->feed(R"({"method": "call", "params": {"args": ["db", 2, [{"datas": ")" + text.substr(0, 150));
    EXPECT_EQ(shown(reader->so_far()), R"({"method": "call", "params": {"args": ["db", 2, [{}]]}})");
    reader->feed(text.substr(150) + R"("}]]}, "id": 7})");
    EXPECT_EQ(shown(reader->finish()), R"({"method": "call", "params": {"args": ["db", 2, [{"datas": ")" +
                                           text + R"("}]]}, "id": 7})");
}

}  // namespace
}  // namespace outfield::wire
