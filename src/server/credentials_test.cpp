#include "server/credentials.h"

#include <gmock/gmock.h>

#include "server/request_scene.h"

namespace outfield::server {
namespace {

using testing::HasSubstr;
using testing::Not;

Credentials credentials(const std::string& headers) {
    const RequestScene request("PUT /x HTTP/1.1\r\n" + headers);
    return credentials_of(request.exchange);
}

unsigned fault_of_change(const std::string& headers) {
    const RequestScene request("PUT /x HTTP/1.1\r\n" + headers);
    return fault_of([&] { changing_credentials(request.exchange); });
}

const std::string cookie = "Cookie: a=b; session_id=0123", key = "Authorization: Bearer of_1",
                  basic = "Authorization: Basic YWRtaW46cGE6c3M=";

TEST(Credentials, AreReadFromTheHead) {
    EXPECT_EQ(credentials(cookie).session, "0123");
    EXPECT_TRUE(credentials(cookie).by_cookie);
    const auto header = credentials(cookie + "\r\nX-Openerp-Session-Id: 4567");
    EXPECT_EQ(header.session, "4567");
    EXPECT_FALSE(header.by_cookie);
    EXPECT_EQ(credentials("Authorization: bEARER  of_1 ").key, "of_1");
    EXPECT_EQ(credentials(basic).login, "admin");
    EXPECT_EQ(credentials(basic).password, "pa:ss");
    EXPECT_EQ(credentials("Accept: x").peer, "192.0.2.7");
}

TEST(Credentials, ThatAreMalformedAreRefused) {
    for (const auto* value : {"Basic", "Basic !!!", "Basic YWRtaW4=", "Basic YWRtaW46cA", "Digest x", "x",
                              "Bearer", "Basicx YWRtaW46cGE6c3M="})
        EXPECT_EQ(fault_of([&] { credentials(std::string("Authorization: ") + value); }), 400U) << value;
}

// What a browser sends along unasked counts only on this very site.
TEST(Credentials, OfAnotherSiteChangeNothing) {
    for (const auto* foreign :
         {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: SAME-ORIGIN",
          "Origin: null", "Origin: https://evil.example", "Origin: http://x.evil.example", "Origin: x",
          "Origin: http://x:81", "Origin: http://x\r\nSec-Fetch-Site: cross-site"}) {
        EXPECT_EQ(fault_of_change(cookie + "\r\n" + foreign), 403U) << foreign;
        EXPECT_EQ(fault_of_change(basic + "\r\n" + foreign), 403U) << foreign;
        EXPECT_EQ(fault_of_change(key + "\r\n" + foreign), 0U) << foreign;
        EXPECT_EQ(fault_of_change("X-Openerp-Session-Id: 1\r\n" + std::string(foreign)), 0U) << foreign;
    }
    for (const auto* own : {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Origin: http://x",
                            "Origin: https://x", "Accept: y"})
        EXPECT_EQ(fault_of_change(cookie + "\r\n" + own), 0U) << own;
}

TEST(Credentials, CookiesAreKeptFromScriptsAndOtherSites) {
    const access::Session session{"0123", "4567", {}};
    const auto plain = session_cookie(session, std::chrono::hours(1), false);
    EXPECT_THAT(plain, HasSubstr("session_id=0123"));
    EXPECT_THAT(plain, HasSubstr("HttpOnly"));
    EXPECT_THAT(plain, HasSubstr("SameSite=Lax"));
    EXPECT_THAT(plain, HasSubstr("Max-Age=3600"));
    EXPECT_THAT(plain, Not(HasSubstr("Secure")));
    EXPECT_THAT(plain, Not(HasSubstr("4567")));
    EXPECT_THAT(session_cookie(session, std::chrono::hours(1), true), HasSubstr("Secure"));
    EXPECT_THAT(expired_session_cookie(), HasSubstr("Max-Age=0"));
}

}  // namespace
}  // namespace outfield::server
