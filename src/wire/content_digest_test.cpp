#include "wire/content_digest.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

TEST(ContentDigest, GoesBothWays) {
    const auto hash = sha256_of("{\"hello\": \"world\"}\n");
    EXPECT_EQ(render_digest(hash), "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
    EXPECT_EQ(parse_digest(render_digest(hash)), hash);
    EXPECT_EQ(parse_digest("md5=:x:, sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:;p=1 "), hash);
    EXPECT_EQ(parse_digest("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:, sha-512=:AAAA:"), hash);
}

TEST(ContentDigest, RefusesTheRest) {
    for (const char* bad : {"", "sha-256", "sha-256=", "sha-256=::", "sha-256=:AAAA:", "sha-256=RK/0qy18=",
                            "sha-256=:!:", "a=:b:,"})
        EXPECT_THAT(refusal_of([&] { parse_digest(bad); }), testing::HasSubstr("is no digest")) << bad;
}

TEST(ContentDigest, RefusesWhatItCannotCheck) {
    for (const char* others : {"sha-512=:AAAA:", "md5=:x:, sha=:y:"})
        EXPECT_THAT(refusal_of([&] { parse_digest(others); }), testing::HasSubstr("none is checked here"))
            << others;
}

}  // namespace
}  // namespace outfield::wire
