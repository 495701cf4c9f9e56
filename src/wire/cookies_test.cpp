#include "wire/cookies.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

TEST(Cookies, AreFoundByName) {
    EXPECT_EQ(cookie("a=1; session_id=0af3; b=2", "session_id"), "0af3");
    EXPECT_EQ(cookie("session_id=\"0af3\"", "session_id"), "0af3");
    EXPECT_EQ(cookie("session_id=", "session_id"), "");
    EXPECT_EQ(cookie("a=1;session_id=x=y;session_id=z", "session_id"), "x=y");
    EXPECT_EQ(cookie("xsession_id=1; session_id; =3;;", "session_id"), std::nullopt);
    EXPECT_EQ(cookie("", "session_id"), std::nullopt);
}

TEST(Cookies, AreSet) {
    EXPECT_EQ(render({.name = "session_id", .value = "0af3"}),
              "session_id=0af3; Path=/; HttpOnly; SameSite=Lax");
    EXPECT_EQ(render({.name = "s",
                      .value = "",
                      .max_age = std::chrono::seconds(0),
                      .secure = true,
                      .same_site = "Strict"}),
              "s=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict");
    EXPECT_EQ(refusal_of([] { render({.name = "s", .value = "a\r\nb"}); }),
              "a cookie holds a character that would break out of its place");
    EXPECT_EQ(refusal_of([] { render({.name = "s", .value = "a;b"}); }),
              "a cookie holds a character that would break out of its place");
    EXPECT_EQ(refusal_of([] { render({.name = "a b", .value = ""}); }), "'a b' is no name for a cookie");
}

}  // namespace
}  // namespace outfield::wire
