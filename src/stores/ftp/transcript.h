// What was said on a control connection during one operation: each command with its replies. Bounded: a
// server that talks without end is cut, and the password is never kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stores/ftp/reply.h"

namespace outfield::ftp {

struct Exchange {
    std::string command;         // "STOR /up/7f3k+part"; "PASS" without its word; empty for the greeting
    std::vector<Reply> replies;  // "150 ..." and "226 ..."

    bool answered() const { return !replies.empty() && !replies.back().preliminary(); }
    bool refused() const { return !replies.empty() && !replies.back().positive(); }
    // The transfer was allowed to begin.
    bool begun() const { return !replies.empty() && replies.front().positive(); }
};

class Transcript {
  public:
    void sent(std::string_view line);
    // The exchange whose reply this line completed, if it did; valid until the next call.
    const Exchange* received(std::string_view line);

    // Every command has its reply, and no reply was without a command. If not, the connection is not to be
    // used again.
    bool in_step() const;

    // The last exchange whose command starts with these words; nullptr: there was none.
    const Exchange* find(std::string_view words) const;
    // The last one of exactly this command: the path of an object also begins that of its unfinished file.
    const Exchange* find_exactly(std::string_view command) const;
    const Exchange* last() const { return exchanges_.empty() ? nullptr : &exchanges_.back(); }

    // The last reply that refused something; nullptr: none did.
    const Reply* refusal() const;

  private:
    std::vector<Exchange> exchanges_;
    std::size_t answered_ = 0;  // exchanges from the front that have their final reply
    bool surplus_ = false;
    ReplyReader reader_;
};

}  // namespace outfield::ftp
