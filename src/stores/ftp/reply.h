// Replies of an FTP server (RFC 959, section 4.2) and what some of them say. Pure; what a hostile server
// sends ends up as "not a reply", never as a wrong one.
#pragma once

#include <outfield/time.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outfield::ftp {

struct Reply {
    int code = 0;      // 100 to 599
    std::string text;  // all lines without the code; cut at 1,000 characters

    bool preliminary() const noexcept { return code < 200; }
    bool positive() const noexcept { return code < 400; }
};

// Puts replies together from lines.
class ReplyReader {
  public:
    // One line, with or without its end. Returns the reply when this line completes it.
    std::optional<Reply> feed(std::string_view line);

  private:
    Reply pending_;
};

// 213 of SIZE (RFC 3659, section 4).
std::optional<std::uint64_t> size_in(const Reply& reply);

// "20261123083005" or with ".123", in UTC: 213 of MDTM and the fact "modify" (RFC 3659, section 2.3).
std::optional<Time> time_from(std::string_view digits);

}  // namespace outfield::ftp
