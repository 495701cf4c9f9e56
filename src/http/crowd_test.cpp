// More clients than there is room for.
#include <list>

#include "http/open_files.h"
#include "http/peers.h"
#include "http/scene.h"

namespace outfield::http {
namespace {

using testing::EndsWith;
using testing::StartsWith;
using namespace std::chrono_literals;

const std::string get = "GET /ignore HTTP/1.1\r\nHost: x\r\n\r\n";

class CrowdTest : public HttpTest {
  protected:
    void SetUp() override {
        auto limits = small_limits();
        limits.connections = limits.peer_connections = 40;
        limits.idle = limits.patience = 60s;
        begin(limits);
    }

    void enter(std::list<Client>& crowd, int count, const std::string& text, const std::string& answer) {
        for (int i = 0; i < count; ++i) {
            crowd.emplace_back(server_->port()).send(text);
            EXPECT_THAT(crowd.back().read_until(answer), EndsWith(answer));
        }
    }
};

TEST_F(CrowdTest, TheLongestIdleConnectionGoesForANewOne) {
    std::list<Client> crowd;
    enter(crowd, 40, get, "ignored");
    std::this_thread::sleep_for(1s);  // the least that one is idle before it goes
    crowd.back().send(get);
    crowd.back().read_until("ignored");
    auto late = client();
    late.send(get);
    EXPECT_THAT(late.read_until("ignored"), EndsWith("ignored"));
    EXPECT_EQ(crowd.front().read_until_end(), "");
    crowd.back().send(get);
    EXPECT_THAT(crowd.back().read_until("ignored"), EndsWith("ignored"));
}

TEST_F(CrowdTest, ABusyConnectionStays) {
    const std::string head =
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
    std::list<Client> crowd;
    enter(crowd, 40, head, "100 Continue\r\n\r\n");
    auto late = client();
    late.send(get);
    std::this_thread::sleep_for(1500ms);
    EXPECT_EQ(handled, 40);
    for (auto& one : crowd) one.send("hello");
    for (auto& one : crowd) EXPECT_THAT(one.read_until("hello"), EndsWith("hello"));
    EXPECT_THAT(late.read_until("ignored"), EndsWith("ignored"));
}

TEST_F(CrowdTest, OneAddressHasItsShare) {
    end(0s);
    auto limits = small_limits();
    limits.peer_connections = 3;
    begin(limits);
    std::list<Client> crowd;
    enter(crowd, 3, get, "ignored");
    auto fourth = client();
    fourth.tries_to_send(get);
    EXPECT_EQ(fourth.read_until_end(), "");
    crowd.clear();
    const auto begun = std::chrono::steady_clock::now();
    while (server_->connections() > 0 && std::chrono::steady_clock::now() - begun < 10s)
        std::this_thread::sleep_for(5ms);
    auto own = client();
    own.send(get);
    EXPECT_THAT(own.read_until("ignored"), EndsWith("ignored"));
}

TEST(Peers, AreNetworksOfIpv6) {
    const auto network = [](const char* text) { return network_of(asio::ip::make_address(text)); };
    EXPECT_EQ(network("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
    EXPECT_NE(network("2001:db8:1:2::9"), network("2001:db8:1:3::9"));
}

TEST(OpenFiles, LeaveRoomForTheRest) {
    EXPECT_EQ(connections_within(4096, 65536), 4096U);
    EXPECT_EQ(connections_within(4096, 4096), 4096U - 512U);
    EXPECT_EQ(connections_within(4096, 1024), 512U);
    EXPECT_EQ(connections_within(4096, 2), 1U);
    EXPECT_EQ(connections_within(100, 1024), 100U);
}

}  // namespace
}  // namespace outfield::http
