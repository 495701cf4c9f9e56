// One put: STOR under a temporary name, SIZE compared, RNFR and RNTO to the final name, SIZE compared again,
// in one go on one session. The first SIZE keeps what is not whole from the final name, the second one finds
// a rename that did nothing.
#pragma once

#include <outfield/storage.h>

#include <string>
#include <vector>

#include "base/hashing_source.h"
#include "stores/ftp/known_folders.h"
#include "stores/ftp/session.h"

namespace outfield::ftp {

class Put {
  public:
    // Everything outlives this.
    Put(Session& session, KnownFolders& known, const ObjectAddress& address, ByteSource& source);

    // As Storage::put.
    Stored run();

  private:
    // What the server has done by the end of an attempt.
    enum class Reached { nothing, temporary, renamed, missing, unknown };  // missing: not where it was put

    Outcome attempt();
    Reached reached(const Outcome& outcome) const;
    Stored conclude(const Outcome& outcome);
    Stored finish();

    Commands commands_for_missing_folders() const;
    bool believed_in_folders() const;
    std::size_t read(std::span<std::byte> buffer);
    bool accept(const Exchange& exchange);
    Reached renamed(const Outcome& outcome) const;
    void clear_away(const Commands& commands);
    bool settle_rename();
    [[noreturn]] void fail_missing();
    [[noreturn]] void fail(const Outcome& outcome);
    std::string what() const;

    Session& session_;
    KnownFolders& known_;
    const ObjectAddress& address_;
    HashingSource source_;
    std::vector<std::string> names_;    // container, folders, file
    std::vector<std::string> folders_;  // whole paths below the container, outermost first
    std::string final_, temporary_;
    bool whole_ = false;                 // the source ended as it should
    std::optional<std::uint64_t> kept_;  // the server's word on the size
};

}  // namespace outfield::ftp
