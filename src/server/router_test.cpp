#include "server/router.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "server/request_scene.h"

namespace outfield::server {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

http::Awaitable<void> tell(http::Exchange& exchange, std::string words) {
    http::Answer answer{200, "text/plain", std::move(words)};
    co_await exchange.answer(std::move(answer));
}

class RouterTest : public testing::Test {
  protected:
    RouterTest() {
        for (const auto* pattern : {"/files/{}/{}", "/files/{}/kept", "/web/*"})
            router.add({"GET"}, pattern, [pattern](http::Exchange& exchange, const Path& path) {
                return tell(exchange, fmt::format("{} {}", pattern, fmt::join(path, "|")));
            });
        router.add({"PUT", "DELETE"}, "/files/{}/{}",
                   [](http::Exchange& exchange, const Path&) { return tell(exchange, "changed"); });
    }

    std::string ask(const std::string& line) {
        RequestScene request(line + " HTTP/1.1");
        request.run([this](http::Exchange& exchange) { return router.serve(exchange); });
        const auto end = request.answered.find("\r\n\r\n");
        return request.answered.substr(0, 12) == "HTTP/1.1 200" ? request.answered.substr(end + 4)
                                                                : request.answered;
    }
    unsigned fault(const std::string& line) {
        return fault_of([&] { ask(line); });
    }

    Router router;
};

TEST_F(RouterTest, TheFirstPatternThatFitsCounts) {
    EXPECT_EQ(ask("GET /files/a/b"), "/files/{}/{} a|b");
    EXPECT_EQ(ask("GET /files/a/kept?x=/y"), "/files/{}/{} a|kept");
    EXPECT_EQ(ask("DELETE /files/a/b"), "changed");
    EXPECT_EQ(ask("GET /web/content/1/x%2Fy"), "/web/* content|1|x/y");
    EXPECT_EQ(ask("GET /web"), "/web/* ");
    EXPECT_EQ(ask("HEAD /files/a/b"), "");
}

TEST_F(RouterTest, PlacesAreDecodedOnce) {
    EXPECT_EQ(ask("GET /files/%2e%2e/%252e"), "/files/{}/{} ..|%2e");
    EXPECT_EQ(ask("GET /files/a+b/%C3%A4"), "/files/{}/{} a+b|\xC3\xA4");
}

TEST_F(RouterTest, WhatDoesNotFitIsNothing) {
    for (const auto* line :
         {"GET /", "GET /files", "GET /files/a", "GET /files/a/b/c", "GET /files//b", "GET /files/a/",
          "GET //files/a/b", "GET /FILES/a/b", "GET /%66iles/a/b", "GET /webx", "GET *", "OPTIONS /nothing"})
        EXPECT_EQ(fault(line), 404U) << line;
}

TEST_F(RouterTest, BrokenPlacesAreRefused) {
    for (const auto* line : {"GET /files/%/b", "GET /files/%zz/b", "GET /files/a/%0", "GET /files/a/%00",
                             "GET /files/%FF/b", "GET /files/%C3%28/b"})
        EXPECT_EQ(fault(line), 400U) << line;
}

TEST_F(RouterTest, OtherMethodsAreToldWhatIsAllowed) {
    EXPECT_EQ(fault("POST /files/a/b"), 405U);
    EXPECT_EQ(fault("TRACE /web/a"), 405U);
    EXPECT_EQ(fault("get /files/a/b"), 405U);
    const auto options = ask("OPTIONS /files/a/b");
    EXPECT_THAT(options, StartsWith("HTTP/1.1 204 "));
    EXPECT_THAT(options, HasSubstr("Allow: GET, HEAD, PUT, DELETE\r\n"));
}

TEST_F(RouterTest, PatternsAreNamesForMetrics) {
    EXPECT_EQ(router.pattern_of("/files/a/b"), "/files/{}/{}");
    EXPECT_EQ(router.pattern_of("/web/any/thing"), "/web/*");
    EXPECT_EQ(router.pattern_of("/nothing"), "");
}

}  // namespace
}  // namespace outfield::server
