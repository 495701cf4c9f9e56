#include "stores/ftp/reply.h"

#include <gtest/gtest.h>
#include <outfield/time.h>

#include "stores/ftp/transcript.h"

namespace outfield::ftp {
namespace {

std::optional<Reply> read(std::initializer_list<const char*> lines) {
    ReplyReader reader;
    std::optional<Reply> reply;
    for (const char* line : lines) reply = reader.feed(line);
    return reply;
}

TEST(Reply, OfOneLine) {
    const auto reply = read({"226 Transfer complete\r\n"});
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->code, 226);
    EXPECT_EQ(reply->text, "Transfer complete");
    EXPECT_EQ(read({"200\r\n"})->code, 200);
}

TEST(Reply, OfManyLines) {
    EXPECT_FALSE(read({"226-File successfully transferred\r\n"}));
    EXPECT_FALSE(read({"211-Features:", " SIZE", "550 in the middle"}));
    const auto reply = read({"226-Output truncated", "550 not the end", " 226 nor this", "226 2 matches"});
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->code, 226);
    EXPECT_NE(reply->text.find("truncated"), std::string::npos);
    EXPECT_NE(reply->text.find("2 matches"), std::string::npos);
}

TEST(Reply, NoiseIsNoReply) {
    for (const char* line : {"", "\r\n", "2", "22", "hello", "999 x", "020 x", "2x6 y", "\xff\xff\xff"}) {
        EXPECT_FALSE(read({line})) << line;
    }
}

TEST(Reply, EndlessTextIsCut) {
    ReplyReader reader;
    for (int i = 0; i < 10'000; ++i) EXPECT_FALSE(reader.feed("220-" + std::string(1000, 'x')));
    EXPECT_LE(reader.feed("220 end")->text.size(), 1000u);
}

TEST(Reply, Size) {
    EXPECT_EQ(size_in({213, "5"}), 5u);
    EXPECT_EQ(size_in({213, " 18446744073709551615 "}), UINT64_MAX);
    for (const char* text : {"", "-1", "5 bytes", "18446744073709551616", "0x10"}) {
        EXPECT_EQ(size_in({213, text}), std::nullopt) << text;
    }
    EXPECT_EQ(size_in({550, "5"}), std::nullopt);
}

TEST(Reply, Time) {
    EXPECT_EQ(to_string(*time_from("20261123083005")), "2026-11-23 08:30:05");
    EXPECT_EQ(to_string(*time_from("20240229000000.123")), "2024-02-29 00:00:00");
    for (const char* text :
         {"", "2026", "20261323083005", "20260230000000", "20261123243005", "2026112308300x"}) {
        EXPECT_EQ(time_from(text), std::nullopt) << text;
    }
}

TEST(Transcript, KeepsCommandsAndRepliesButNoPassword) {
    Transcript transcript;
    transcript.received("220 hello\r\n");
    transcript.sent("PASS open sesame\r\n");
    transcript.received("230 in\r\n");
    transcript.sent("STOR /a+part\r\n");
    EXPECT_TRUE(transcript.received("150 go\r\n"));
    EXPECT_FALSE(transcript.last()->answered());
    EXPECT_FALSE(transcript.received("226-and\r\n"));
    EXPECT_TRUE(transcript.received("226 done\r\n"));
    EXPECT_TRUE(transcript.find("STOR")->answered());
    EXPECT_TRUE(transcript.find("STOR")->begun());
    EXPECT_EQ(transcript.find("PASS")->command, "PASS");
    EXPECT_EQ(transcript.find("RNTO"), nullptr);
    EXPECT_EQ(transcript.refusal(), nullptr);
    transcript.sent("SIZE /a+part\r\n");
    transcript.received("550 no\r\n");
    EXPECT_EQ(transcript.refusal()->code, 550);
}

TEST(Transcript, AReplyGoesToTheOldestCommandThatWaits) {
    Transcript transcript;
    transcript.received("220 hello");
    transcript.sent("STOR /a");
    transcript.sent("PASV");
    transcript.received("550 no");
    EXPECT_TRUE(transcript.find("STOR")->refused());
    EXPECT_FALSE(transcript.in_step());
    transcript.received("227 Entering Passive Mode (127,0,0,1,1,1)");
    EXPECT_TRUE(transcript.in_step());
    transcript.received("226 nobody asked");
    EXPECT_FALSE(transcript.in_step());
}

TEST(Transcript, IsBounded) {
    Transcript transcript;
    transcript.sent("NOOP");
    for (int i = 0; i < 5000; ++i) transcript.received("120 wait");
    EXPECT_EQ(transcript.last()->replies.size(), 10u);
}

}  // namespace
}  // namespace outfield::ftp
