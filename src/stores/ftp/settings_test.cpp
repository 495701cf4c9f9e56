#include "stores/ftp/settings.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::ftp {
namespace {

Options read(std::map<std::string, std::string> plain, const std::string& password = "secret") {
    plain.try_emplace("username", "sale");
    std::map<std::string, Secret> secrets;
    secrets.emplace("password", Secret(password));
    return read_options(Settings(std::move(plain), std::move(secrets)));
}

TEST(FtpAddress, IsAUrlOrJustAHost) {
    const auto url = parse_address("ftp://Ftp.example.org:2121/archive/2026/");
    EXPECT_EQ(url.host, "Ftp.example.org");
    EXPECT_EQ(url.port, 2121);
    EXPECT_EQ(url.directory, "archive/2026");
    EXPECT_EQ(parse_address("ftp.example.org/a b%20c").directory, "a b%20c");
    EXPECT_EQ(parse_address("ftp://ftp.example.org/a%20b").directory, "a b");
    EXPECT_EQ(parse_address("ftp://h//srv/archive").directory, "/srv/archive");
    EXPECT_EQ(parse_address("ftp://h/%2Fsrv").directory, "/srv");
    EXPECT_EQ(parse_address("h").directory, "");
    EXPECT_EQ(host_and_port(parse_address("ftp://[2001:db8::1]:21/")), "[2001:db8::1]:21");
}

TEST(FtpAddress, OddOnesAreRefused) {
    for (const char* text :
         {"", "ftp://", "http://h/", "ftp://user@h/", "ftp://u:p@h", "h:0", "h:70000", "h:x", "ftp://h/%zz",
          "ftp://h/%0d%0aDELE", "ftp://h/../x", "h/a/./b", "ho st", "[::1", "h/\r\nDELE x"}) {
        EXPECT_THROW(parse_address(text), Error) << text;
    }
}

TEST(FtpAddress, ThePasswordOfAUrlIsNotRepeated) {
    try {
        parse_address("ftp://user:sesame@h/");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(std::string(error.what()).find("sesame"), std::string::npos);
    }
}

TEST(FtpAddress, PathsAreEncodedWhole) {
    EXPECT_EQ(encode_path("a b/\xc3\xa4;type=A?#%"), "a%20b/%c3%a4%3btype%3dA%3f%23%25");
}

TEST(FtpSettings, TlsIsOnUnlessTurnedOff) {
    EXPECT_EQ(read({{"path", "h"}}).tls, Tls::explicit_);
    EXPECT_EQ(read({{"path", "h"}}).address.port, 21);
    EXPECT_EQ(read({{"path", "h"}, {"tls", "off"}}).tls, Tls::off);
    EXPECT_EQ(read({{"path", "h"}, {"tls", "implicit"}}).address.port, 990);
    EXPECT_EQ(read({{"path", "ftps://h"}}).tls, Tls::implicit);
    EXPECT_THROW(read({{"path", "ftps://h"}, {"tls", "off"}}), Error);
    EXPECT_THROW(read({{"path", "h"}, {"tls", "maybe"}}), Error);
}

TEST(FtpSettings, LineEndsCannotSmuggleCommands) {
    EXPECT_THROW(read({{"path", "h"}, {"username", "a\r\nDELE b"}}), Error);
    EXPECT_THROW(read({{"path", "h"}}, "a\nDELE b"), Error);
}

TEST(FtpSettings, LimitsAreChecked) {
    EXPECT_EQ(read({{"path", "h"}}).connections, 8u);
    EXPECT_THROW(read({{"path", "h"}, {"connections", "0"}}), Error);
    EXPECT_THROW(read({{"path", "h"}, {"idle_timeout", "never"}}), Error);
    EXPECT_THROW(read({{"path", "h"}, {"least_rate", "slow"}}), Error);
    EXPECT_EQ(read({{"path", "h"}, {"least_rate", "2KiB"}}).least_rate, 2048u);
    EXPECT_EQ(read({{"path", "h"}, {"least_rate", "0"}}).least_rate, 0u);
    EXPECT_THROW(read_options(Settings()), Error);
}

}  // namespace
}  // namespace outfield::ftp
