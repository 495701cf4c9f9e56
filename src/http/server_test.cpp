#include <outfield/error.h>

#include <list>

#include "http/scene.h"

namespace outfield::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

const std::string get = "GET /ignore HTTP/1.1\r\nHost: x\r\n\r\n";

TEST_F(HttpTest, ASlowHeadIsCutOff) {
    auto own = client();
    own.send("GET / HTTP/1.1\r\nHo");
    EXPECT_THAT(own.read_until_end(), StartsWith("HTTP/1.1 408 "));
}

TEST_F(HttpTest, ASlowHeadIsCutOffHoweverOftenAByteComes) {
    auto own = client();
    own.send("GET / HTTP/1.1\r\nHost: x\r\nX: ");
    const auto begin = Clock::now();
    while (Clock::now() - begin < 8s && own.tries_to_send("y")) std::this_thread::sleep_for(50ms);
    EXPECT_LT(Clock::now() - begin, 6s);  // refused after one; what still comes is read for a while
}

TEST_F(HttpTest, ASlowBodyIsCutOff) {
    auto own = client();
    own.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx");
    EXPECT_THAT(own.read_until_end(), StartsWith("HTTP/1.1 408 "));
}

TEST_F(HttpTest, ABodyByDripsIsCutOff) {
    auto own = client();
    own.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
    const auto begin = Clock::now();
    while (Clock::now() - begin < 8s && own.tries_to_send("x")) std::this_thread::sleep_for(50ms);
    EXPECT_LT(Clock::now() - begin, 6s);  // 20 bytes a second; 500 are the least
}

TEST_F(HttpTest, AClientThatTakesNothingIsCutOff) {
    auto own = client();
    own.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto begin = Clock::now();
    while (server_->connections() > 0 && Clock::now() - begin < 8s) std::this_thread::sleep_for(20ms);
    EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(HttpTest, AnIdleConnectionIsClosed) {
    end(0s);
    auto limits = small_limits();
    limits.idle = 1s;
    begin(limits);
    auto own = client();
    own.send(get);
    EXPECT_THAT(own.read_until_end(), EndsWith("ignored"));
}

TEST_F(HttpTest, ARequestUnderWayIsEndedBeforeTheServerIs) {
    auto own = client();
    own.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    while (handled == 0) std::this_thread::sleep_for(1ms);
    end(10s);
    EXPECT_THAT(own.read_until_end(), EndsWith("late"));
}

TEST_F(HttpTest, AfterItsGraceARequestIsCut) {
    auto idle = client();
    idle.send(get);
    idle.read_until("ignored");
    auto own = client();
    own.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe");
    while (handled < 2) std::this_thread::sleep_for(1ms);
    const auto begin = Clock::now();
    end(0s);
    EXPECT_LT(Clock::now() - begin, 3s);
    EXPECT_EQ(idle.read_until_end(), "");
}

TEST_F(HttpTest, ThePortIsItsOwn) {
    ServerOptions options;
    options.port = server_->port();
    try {
        const Server second(options, handle);
        FAIL() << "two servers on one port";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_THAT(error.what(), HasSubstr(std::to_string(options.port)));
    }
}

TEST_F(HttpTest, ManyClientsAtOnce) {
    std::list<std::thread> threads;
    std::atomic<int> whole{0};
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int request = 0; request < 25; ++request) {
                auto own = client();
                own.send("GET /known HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                whole += body_of(own.read_until_end()).size() == 3 * 65536;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(whole, 200);
}

}  // namespace
}  // namespace outfield::http
