#include <fmt/format.h>

#include "http/scene.h"

namespace outfield::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string get = "GET /ignore HTTP/1.1\r\nHost: x\r\n";
const std::string post = "POST /echo HTTP/1.1\r\nHost: x\r\n";

TEST_F(HttpTest, ABodyComesWhole) {
    EXPECT_EQ(body_of(ask(post + "Content-Length: 5\r\n\r\nhello")), "hello");
    EXPECT_EQ(
        body_of(ask(post + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;name=value\r\nllo\r\n0\r\n\r\n")),
        "hello");
    EXPECT_EQ(body_of(ask(post + "\r\n")), "");
}

TEST_F(HttpTest, ABodyComesWholeHoweverItIsCut) {
    const auto text = post +
                      "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "5\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
    for (const std::size_t size : {1, 2, 3, 7, 50}) {
        auto own = client();
        for (std::size_t at = 0; at < text.size(); at += size) own.send(text.substr(at, size));
        EXPECT_EQ(body_of(own.read_until_end()), "hello0123456789") << size;
    }
}

TEST_F(HttpTest, ARequestComesWholeWhereverItPauses) {
    const auto text = post + "Content-Length: 7\r\nConnection: close\r\n\r\n{\r\n  1}";
    for (std::size_t cut = 1; cut < text.size(); ++cut) {
        auto own = client();
        own.send(text.substr(0, cut));
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
        own.send(text.substr(cut));
        EXPECT_EQ(body_of(own.read_until_end()), "{\r\n  1}") << cut;
    }
}

TEST_F(HttpTest, AHeaderThatGoesOnIsRefusedWhereverItPauses) {
    const auto text = get + "X: a\r\n\tTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t cut = get.size(); cut < text.size(); ++cut) {
        auto own = client();
        own.send(text.substr(0, cut));
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
        own.tries_to_send(text.substr(cut));
        EXPECT_THAT(own.read_until_end(), StartsWith("HTTP/1.1 400 ")) << cut;
    }
    EXPECT_EQ(handled, 0);
}

TEST_F(HttpTest, TrailersAreNoHeaders) {
    EXPECT_EQ(body_of(ask("POST /late HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "1\r\nx\r\n0\r\nX-Late: a\r\n\r\n")),
              "none");
}

TEST_F(HttpTest, RequestsCanFollowWithoutWaiting) {
    const auto one = post + "Content-Length: 3\r\n\r\none", two = get + "\r\n";
    const auto answers = ask(one + two + one);
    EXPECT_THAT(answers, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answers, HasSubstr("\r\n\r\noneHTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answers, HasSubstr("\r\n\r\nignoredHTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answers, EndsWith("\r\n\r\none"));
    EXPECT_EQ(handled, 3);
}

TEST_F(HttpTest, WhatTwoReadersCouldUnderstandDifferentlyIsRefused) {
    const std::string length = "Content-Length: 5\r\n", chunked = "Transfer-Encoding: chunked\r\n";
    const std::pair<const char*, std::string> cases[] = {
        {"400", post + length + chunked + "\r\n0\r\n\r\n"},
        {"400", post + length + "Content-Length: 6\r\n\r\nhello!"},
        {"400", post + length + length + "\r\nhello"},
        {"400", post + chunked + chunked + "\r\n0\r\n\r\n"},
        {"501", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
        {"501", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
        {"400", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
        {"400", post + "Content-Length: +5\r\n\r\nhello"},
        {"400", post + "Content-Length: 5, 5\r\n\r\nhello"},
        {"400", post + "Content-Length: 0x5\r\n\r\nhello"},
        {"400", post + "Content-Length: 99999999999999999999\r\n\r\nhello"},
        {"400", post + "X: a\r\n Content-Length: 5\r\n\r\nhello"},
        {"400", "POST /echo HTTP/1.0\r\nHost: x\r\n" + chunked + "\r\n0\r\n\r\n"},
        {"400", "GET /echo HTTP/1.1\r\n\r\n"},
        {"400", "GET /echo HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"},
        {"400", "GET /echo HTTP/1.1\r\nHost: x/y\r\n\r\n"},
        {"400", "GET echo HTTP/1.1\r\nHost: x\r\n\r\n"},
        {"400", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n"},
        {"417", post + "Expect: the-unexpected\r\n\r\n"},
        {"415", post + "Content-Encoding: gzip\r\n" + length + "\r\nhello"},
        {"400", get + std::string("X: a\0b\r\n\r\n", 10)},
        {"400", get + "X: a\rb\r\n\r\n"},
        {"400", "\x16\x03\x01\x02\x05\x01\r\n\r\n"},
        {"400", "GET / HTTP/3.1\r\nHost: x\r\n\r\n"},
    };
    for (const auto& [status, text] : cases) {
        const auto answer = ask(text + get + "\r\n");
        EXPECT_THAT(status_of(answer), HasSubstr(fmt::format(" {} ", status))) << text;
        EXPECT_THAT(answer, HasSubstr("Connection: close\r\n")) << text;
        EXPECT_THAT(answer, Not(HasSubstr("ignored"))) << "a second request was taken: " << text;
    }
    EXPECT_EQ(handled, 0);
}

TEST_F(HttpTest, BrokenChunksAreRefused) {
    for (const auto* body :
         {"g\r\nx\r\n0\r\n\r\n", "ffffffffffffffffff\r\nx", "1\r\nxy\r\n0\r\n\r\n", "-1\r\n\r\n"}) {
        const auto answer = ask(post + "Transfer-Encoding: chunked\r\n\r\n" + body + get + "\r\n");
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << body;
        EXPECT_THAT(answer, HasSubstr("Connection: close\r\n")) << body;
        EXPECT_THAT(answer, Not(HasSubstr("ignored"))) << body;
    }
    const auto endless = ask(post + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(50'000, 'a'));
    EXPECT_THAT(endless, StartsWith("HTTP/1.1 400 "));
}

TEST_F(HttpTest, ABodyThatEndsEarlyIsRefused) {
    const auto answer = ask(post + "Content-Length: 10\r\n\r\nhello");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(status_of(ask(post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")),
                HasSubstr(" 400 "));
}

TEST_F(HttpTest, ALongHeadIsRefused) {
    EXPECT_THAT(status_of(ask(get + "X: " + std::string(5000, 'a') + "\r\n\r\n")), HasSubstr(" 431 "));
    EXPECT_THAT(status_of(ask("GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n")),
                HasSubstr(" 431 "));
    std::string many = get;
    for (int i = 0; i < 500; ++i) many += fmt::format("X-{}: y\r\n", i);
    EXPECT_THAT(status_of(ask(many + "\r\n")), HasSubstr(" 431 "));
    EXPECT_EQ(handled, 0);
}

TEST_F(HttpTest, ALongBodyIsRefused) {
    EXPECT_THAT(status_of(ask(post + "Content-Length: 100001\r\n\r\n")), HasSubstr(" 413 "));
    const std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
    EXPECT_THAT(status_of(ask(post + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n")),
                HasSubstr(" 413 "));
}

TEST_F(HttpTest, AnOldClientIsServed) {
    const auto answer = ask("GET /chunks HTTP/1.0\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.0 200 OK\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("Transfer-Encoding")));
    EXPECT_EQ(body_of(answer).size(), 3 * 65536U);
}

TEST_F(HttpTest, TheWholeAddressIsTaken) {
    EXPECT_EQ(body_of(ask("GET http://x/ignore?a=b HTTP/1.1\r\nHost: x\r\n\r\n")), "ignored");
}

TEST_F(HttpTest, ABodyIsAskedFor) {
    auto own = client();
    own.send(post + "Expect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(own.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    own.send("hello");
    EXPECT_EQ(body_of(own.read_until_end()), "hello");
}

TEST_F(HttpTest, ABodyThatNobodyWantsIsNotAskedFor) {
    const auto answer =
        ask("POST /refuse HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 409 Conflict\r\n"));
}

TEST_F(HttpTest, HeadIsAnsweredWithoutTheBody) {
    const auto answer = ask("HEAD /known HTTP/1.1\r\nHost: x\r\n\r\n" + get + "\r\n");
    EXPECT_THAT(answer, HasSubstr("Content-Length: 196608\r\n"));
    EXPECT_THAT(answer, EndsWith("ignored"));
    EXPECT_LT(answer.size(), 1000U);
}

TEST_F(HttpTest, WhatIsLeftOfARefusedBodyIsNoRequest) {
    const auto inner = get + "\r\n";
    const auto answer = ask(
        fmt::format("POST /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}", inner.size(), inner));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 409 Conflict\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("ignored")));
    EXPECT_EQ(handled, 1);
}

TEST_F(HttpTest, AHeaderOfAnAnswerCannotBreakOut) {
    const auto answer = ask("GET /x%0d%0aSet-Cookie:a HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("X-Path: aX-Injected: "));
    EXPECT_THAT(answer, Not(HasSubstr("\r\nX-Injected")));
}

TEST_F(HttpTest, AFailureIsAnsweredWithoutItsWords) {
    const auto answer = ask("GET /fail HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(answer, Not(HasSubstr("secret")));
}

TEST_F(HttpTest, AnAnswerThatBreaksOffNeverLooksWhole) {
    auto own = client();
    own.send("GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_LT(body_of(own.read_until_end()).size(), 3 * 65536U);
    EXPECT_TRUE(own.was_broken());
    auto chunked = client();
    chunked.send("GET /broken-chunks HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(chunked.read_until_end(), Not(HasSubstr("\r\n0\r\n\r\n")));
}

}  // namespace
}  // namespace outfield::http
