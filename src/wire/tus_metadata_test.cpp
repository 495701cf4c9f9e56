#include "wire/tus_metadata.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

TEST(TusMetadata, GoesBothWays) {
    const auto metadata = parse_tus_metadata("filename d29ybGQucGRm, is_confidential,empty ");
    EXPECT_EQ(metadata, (TusMetadata{{"filename", "world.pdf"}, {"is_confidential", ""}, {"empty", ""}}));
    EXPECT_EQ(*metadata.find("filename"), "world.pdf");
    EXPECT_EQ(metadata.find("x"), nullptr);
    EXPECT_EQ(render(metadata), "filename d29ybGQucGRm,is_confidential,empty");
    EXPECT_TRUE(parse_tus_metadata(" ").empty());
}

TEST(TusMetadata, RefusesTheRest) {
    EXPECT_EQ(refusal_of([] { parse_tus_metadata("a !"); }),
              "the Upload-Metadata 'a !' is refused: a value is no base64");
    EXPECT_EQ(refusal_of([] { parse_tus_metadata("a,,b"); }),
              "the Upload-Metadata 'a,,b' is refused: a key is not of visible ASCII characters");
    EXPECT_EQ(refusal_of([] { parse_tus_metadata("\xc3\xa9 YQ=="); }),
              "the Upload-Metadata '\xc3\xa9 YQ==' is refused: a key is not of visible ASCII characters");
    EXPECT_EQ(refusal_of([] { parse_tus_metadata("a YQ==,a YQ=="); }),
              "the Upload-Metadata 'a YQ==,a YQ==' is refused: a key comes twice");
    std::string many;
    for (int i = 0; i < 65; ++i) many += "k" + std::to_string(i) + ",";
    EXPECT_THAT(refusal_of([&] { parse_tus_metadata(many.substr(0, many.size() - 1)); }),
                testing::HasSubstr("it has too many keys"));
}

}  // namespace
}  // namespace outfield::wire
