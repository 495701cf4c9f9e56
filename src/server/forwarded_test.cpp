#include "server/forwarded.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::server {
namespace {

TEST(TrustedProxies, KnowsAddressesAndNetworks) {
    const TrustedProxies proxies("10.0.0.0/8, 192.0.2.7 2001:db8::/32");
    EXPECT_TRUE(proxies.contains("10.255.0.1"));
    EXPECT_TRUE(proxies.contains("192.0.2.7"));
    EXPECT_TRUE(proxies.contains("::ffff:10.1.2.3"));
    EXPECT_TRUE(proxies.contains("2001:db8::9"));
    EXPECT_FALSE(proxies.contains("192.0.2.8"));
    EXPECT_FALSE(proxies.contains("2001:db9::9"));
    EXPECT_FALSE(proxies.contains("nonsense"));
    EXPECT_FALSE(TrustedProxies().contains("10.0.0.1"));
}

TEST(TrustedProxies, RefusesWhatIsNoAddress) {
    EXPECT_THROW(TrustedProxies("proxy.example.com"), Error);
    EXPECT_THROW(TrustedProxies("10.0.0.0/64"), Error);
}

TEST(ForwardedClient, IsTheLastThatIsNoProxy) {
    const TrustedProxies proxies("10.0.0.0/8");
    const auto client = [&](const char* header) { return forwarded_client(proxies, "10.0.0.1", header); };
    EXPECT_EQ(client("203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(client("6.6.6.6, 203.0.113.9, 10.0.0.2"), "203.0.113.9");
    EXPECT_EQ(client("10.0.0.3"), "10.0.0.3");
    EXPECT_EQ(client(""), "10.0.0.1");
    EXPECT_EQ(client("203.0.113.9, unknown"), "10.0.0.1");
    EXPECT_EQ(client("203.0.113.9\r\nX: y"), "10.0.0.1");
}

TEST(Loopback, IsToldFromTheRest) {
    EXPECT_TRUE(is_loopback("127.0.0.1"));
    EXPECT_TRUE(is_loopback("::1"));
    EXPECT_TRUE(is_loopback("::ffff:127.0.0.1"));
    EXPECT_FALSE(is_loopback("10.0.0.1"));
    EXPECT_FALSE(is_loopback(""));
}

}  // namespace
}  // namespace outfield::server
