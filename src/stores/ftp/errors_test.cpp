#include "stores/ftp/errors.h"

#include <gtest/gtest.h>

namespace outfield::ftp {
namespace {

struct Case {
    Reply reply;
    ErrorKind kind;
    bool retryable;
};

TEST(FtpErrors, EachReplyHasItsMeaning) {
    const Case cases[] = {
        {{421, "Too many connections"}, ErrorKind::unavailable, true},
        {{425, "Cannot open data connection"}, ErrorKind::unavailable, true},
        {{426, "Connection closed"}, ErrorKind::unavailable, true},
        {{450, "Busy"}, ErrorKind::unavailable, true},
        {{451, "Local error"}, ErrorKind::unavailable, true},
        {{452, "Insufficient storage"}, ErrorKind::out_of_space, false},
        {{552, "Quota"}, ErrorKind::out_of_space, false},
        {{451, "/a: No space left on device"}, ErrorKind::out_of_space, false},
        {{530, "Login incorrect."}, ErrorKind::denied, false},
        {{530, "Sorry, the maximum number of clients (2) are already connected"},
         ErrorKind::unavailable,
         true},
        {{532, "Need account"}, ErrorKind::denied, false},
        {{550, "Permission denied"}, ErrorKind::denied, false},
        {{553, "Could not create file."}, ErrorKind::denied, false},
        {{500, "?"}, ErrorKind::unsupported, false},
        {{599, "?"}, ErrorKind::denied, false},
    };
    for (const auto& test : cases) {
        const Error error = error_of(test.reply, "put 'a'");
        EXPECT_EQ(error.kind(), test.kind) << error.what();
        EXPECT_EQ(error.retryable(), test.retryable) << error.what();
        EXPECT_NE(std::string(error.what()).find(std::to_string(test.reply.code)), std::string::npos);
    }
}

TEST(FtpErrors, ControlCharactersOfAServerAreNotRepeated) {
    const Error error = error_of(Reply{550, "\x1b[31mred\r\nsecond line"}, "get 'a'");
    EXPECT_EQ(std::string(error.what()).find('\x1b'), std::string::npos);
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
}

TEST(FtpErrors, AConnectionThatFailsIsRetryable) {
    Outcome outcome{.code = CURLE_COULDNT_CONNECT};
    EXPECT_EQ(error_of(outcome, "log in").kind(), ErrorKind::unavailable);
    EXPECT_TRUE(error_of(outcome, "log in").retryable());
    outcome.code = CURLE_PEER_FAILED_VERIFICATION;
    EXPECT_FALSE(error_of(outcome, "log in").retryable());
}

}  // namespace
}  // namespace outfield::ftp
