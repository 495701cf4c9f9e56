// Where an FTP server is and which of its directories is ours, from one line of text. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace outfield::ftp {

struct Address {
    std::string host;        // "ftp.example.org", "192.0.2.1", "2001:db8::1"
    std::uint16_t port = 0;  // 0: not given
    std::string
        directory;      // "", "archive/sale", or from the server's root "/srv/archive"; no slash at its end
    bool ftps = false;  // written as ftps://
};

// "ftp://host[:port][/directory]" (percent-encoding is undone) or "host[:port][/directory]" (taken as it is).
// The directory is below the one that the login leads to; with two slashes in front it is from the server's
// root. Throws ErrorKind::invalid, also for a user or a password in it: they have settings of their own.
Address parse_address(std::string_view text);

// "ftp.example.org:21", with brackets where needed.
std::string host_and_port(const Address& address);

// A path for a URL: all but A-Z a-z 0-9 - _ . ~ / is percent-encoded.
std::string encode_path(std::string_view path);

}  // namespace outfield::ftp
