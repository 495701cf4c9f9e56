#include "access/attempts.h"

#include <gmock/gmock.h>
#include <outfield/error.h>

#include <thread>

namespace outfield::access {
namespace {

using namespace std::chrono_literals;

TEST(WindowTest, SlidesOverTheLatest) {
    Window window(2, 3s);
    EXPECT_FALSE(window.wait("a"));
    window.add("a");
    std::this_thread::sleep_for(1500ms);
    window.add("a");
    EXPECT_EQ(window.wait("a"), 2s);
    EXPECT_FALSE(window.wait("b"));
    std::this_thread::sleep_for(1600ms);
    EXPECT_FALSE(window.wait("a")) << "the first has left the window";
    window.add("a");
    EXPECT_TRUE(window.wait("a"));
}

TEST(WindowTest, IsBounded) {
    Window window(1, 60s);
    for (int i = 0; i < 120'000; ++i) window.add(std::to_string(i));
    EXPECT_TRUE(window.wait("119999"));
}

TEST(AttemptsTest, AnIpv6NetworkIsOnePeer) {
    const auto peer = [](std::string_view address) { return Attempts::attempt("x", address).peer; };
    EXPECT_EQ(peer("2001:db8:1:2::1"), peer("2001:db8:1:2:ffff::9"));
    EXPECT_NE(peer("2001:db8:1:2::1"), peer("2001:db8:1:3::1"));
    EXPECT_NE(peer("::ffff:192.0.2.7"), peer("::ffff:192.0.2.8"));
    EXPECT_NE(peer("192.0.2.7"), peer("192.0.2.8"));
    EXPECT_EQ(peer("unix:"), "unix:");
}

TEST(AttemptsTest, NoTwoPairsAreTheSame) {
    Attempts attempts(1, 100, 60s);
    attempts.refused({"bc", "a"});
    EXPECT_NO_THROW(attempts.require_peer_free({"c", "ab"}));
    EXPECT_THROW(attempts.require_peer_free({"bc", "a"}), Error);
}

}  // namespace
}  // namespace outfield::access
