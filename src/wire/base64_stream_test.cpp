#include "wire/base64_stream.h"

#include "base/base64.h"
#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

std::string decoded(const std::string& text, std::size_t step = 4096) {
    return whole(*base64_decoding(source_from(text)), step);
}
std::string refusal(const std::string& text) {
    return refusal_of([&] { decoded(text); });
}
std::string some_bytes(std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 7 + i / 256);
    return bytes;
}

TEST(Base64Stream, GoesBothWaysInPiecesOfAnySize) {
    for (std::size_t size = 0; size < 70; ++size)
        for (const std::size_t step : {1U, 2U, 3U, 4U, 7U, 100U}) {
            const auto bytes = some_bytes(size);
            StringTextSink text;
            Base64EncodingSink sink(text);
            for (std::size_t at = 0; at < size; at += step)
                sink.write(std::as_bytes(std::span(bytes)).subspan(at, std::min(step, size - at)));
            sink.finish();
            EXPECT_EQ(sink.count(), size);
            EXPECT_EQ(text.text, base64_encode(std::as_bytes(std::span(bytes))));
            EXPECT_EQ(decoded(text.text, step), bytes) << size << " " << step;
        }
}

TEST(Base64Stream, TakesMegabytes) {
    const auto bytes = some_bytes(3'000'001);
    StringTextSink text;
    Base64EncodingSink sink(text);
    sink.write(std::as_bytes(std::span(bytes)));
    sink.finish();
    EXPECT_TRUE(decoded(text.text) == bytes);
}

TEST(Base64Stream, PassesOverLineBreaksAndSpaces) {
    EXPECT_EQ(decoded(" Zm\r\n9v\tY g\n==\n"), "foob");
    EXPECT_EQ(decoded("\n"), "");
}

TEST(Base64Stream, RefusesTheRest) {
    EXPECT_EQ(refusal("Zm9vY!=="), "the base64 has '!' at character 6");
    EXPECT_EQ(refusal("Zm9v\xff"), "the base64 has '\\xff' at character 5");
    EXPECT_EQ(refusal("Zg=="
                      "Zg=="),
              "the base64 has something after its end at character 5");
    EXPECT_EQ(refusal("Zg==="), "the base64 has a '=' too many at character 5");
    EXPECT_EQ(refusal("Z==="), "the base64 has a '=' too many at character 2");
    EXPECT_EQ(refusal("="), "the base64 has a '=' too many at character 1");
    EXPECT_EQ(refusal("Zm9vYg"), "the base64 ends within a group of four characters, after character 6");
    EXPECT_EQ(refusal("Zg="), "the base64 ends within a group of four characters, after character 3");
    EXPECT_EQ(refusal("Z"), "the base64 ends within a group of four characters, after character 1");
}

TEST(Base64Stream, Rewinds) {
    const auto source = base64_decoding(source_from("Zm9vYmFy"), 6);
    EXPECT_EQ(source->size(), 6U);
    std::array<std::byte, 2> two{};
    EXPECT_EQ(source->read(two), 2U);
    EXPECT_TRUE(source->rewind());
    EXPECT_EQ(whole(*source), "foobar");
}

TEST(BinarySource, IsNothingForWhatIsUnset) {
    EXPECT_FALSE(binary_source({}));
    EXPECT_FALSE(binary_source(false));
    EXPECT_FALSE(binary_source(""));
}

TEST(BinarySource, ReadsTextsShortAndLong) {
    Spilling spilling;
    const auto writer = spilling.texts.begin();
    writer->write("Zm9v\nYg==");
    for (const Value& value : {Value("Zm9v\nYg=="), Value(writer->finish())}) {
        const auto source = binary_source(value);
        EXPECT_EQ(source->size(), 4U);
        EXPECT_EQ(whole(*source), "foob");
        EXPECT_TRUE(source->rewind());
        EXPECT_EQ(whole(*source), "foob");
    }
}

TEST(BinarySource, RefusesWhatIsNoText) {
    EXPECT_EQ(refusal_of([] { binary_source(true); }),
              "the value of a binary field is base64 in a text, and not true");
    EXPECT_EQ(refusal_of([] { binary_source(List()); }),
              "the value of a binary field is base64 in a text, and not of type list");
    EXPECT_EQ(refusal_of([] { binary_source("Zg"); }),
              "the base64 ends within a group of four characters, after character 2");
}

}  // namespace
}  // namespace outfield::wire
