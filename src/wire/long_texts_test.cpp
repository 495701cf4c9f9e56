#include "wire/long_texts.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

TEST(LongTexts, AreReadBackAsTheyWereWritten) {
    Spilling spilling;
    const auto writer = spilling.texts.begin();
    const std::string half(300'000, 'a'), rest = "bc";
    writer->write(half);
    writer->write(rest);
    const auto text = writer->finish();
    EXPECT_EQ(text->size(), 300'002U);
    EXPECT_EQ(spilling.texts.written(), 300'002U);
    const auto source = text->open();
    EXPECT_EQ(whole(*source), half + rest);
    EXPECT_TRUE(source->rewind());
    EXPECT_EQ(whole(*source), half + rest);
}

TEST(LongTexts, ShareOneFileAndAreReadOnTheirOwn) {
    Spilling spilling;
    const auto descriptors = [] {
        return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    };
    std::vector<std::shared_ptr<const LongText>> texts;
    const auto before = descriptors();
    for (const char letter : {'a', 'b', 'c'}) {
        spilling.texts.begin()->write("given up");
        const auto writer = spilling.texts.begin();
        writer->write(std::string(300'000, letter));
        texts.push_back(writer->finish());
    }
    EXPECT_EQ(descriptors(), before + 1);
    for (const char letter : {'c', 'a', 'b'})
        EXPECT_EQ(whole(*texts[static_cast<std::size_t>(letter - 'a')]->open()),
                  std::string(300'000, letter));
}

TEST(LongTexts, CountWhatTheirBase64DecodesTo) {
    Spilling spilling;
    const auto decoded_size = [&](std::string_view base64) {
        const auto writer = spilling.texts.begin();
        writer->write(base64);
        return writer->finish()->decoded_size();
    };
    EXPECT_EQ(decoded_size("Zm9v\r\nYg=="), 4U);
    EXPECT_EQ(decoded_size("Zm9vYmE="), 5U);
    EXPECT_EQ(decoded_size("Zm9"), std::nullopt);
    EXPECT_EQ(decoded_size("===="), std::nullopt);
}

TEST(LongTexts, HaveABudgetTogether) {
    LongTexts texts(std::filesystem::temp_directory_path(), 10);
    texts.begin()->write("12345678");
    const auto second = texts.begin();
    second->write("90");
    EXPECT_EQ(
        refusal_of([&] { second->write("1"); }),
        "the long texts of the request have more than 10 bytes together: send less at once, or send the "
        "file over HTTP");
}

TEST(LongTexts, SayThatThereIsNoRoom) {
    LongTexts texts("/no/such/directory", 10);
    try {
        texts.begin();
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::out_of_space);
        EXPECT_THAT(error.what(), testing::HasSubstr("'/no/such/directory'"));
    }
}

}  // namespace
}  // namespace outfield::wire
