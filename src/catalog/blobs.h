// Table outfield_blob: one row for every content that stands, or may stand, in a store. The life of a blob:
//
//     reserve -> reserved --attach--> live --condemn--> condemned --claim--> doomed --erase--> (no row)
//                    |                  ^                    |                  ^
//                    |                  +------restore-------+                  |
//                    +------------- lease over, claim -------------------------+
//
// The row comes before the bytes and goes after them, so every stored byte is named by a row.
#pragma once

#include <outfield/sha256.h>
#include <outfield/stored.h>
#include <outfield/time.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

struct Blob {
    enum class State { reserved = 0, live = 1, condemned = 2, doomed = 3 };

    std::int64_t id = 0;
    std::int64_t container = 0;
    std::string key;
    State state = State::reserved;
    std::uint64_t size = 0;
    Sha256 sha256;
    std::string media_type;
    Time created;
    std::optional<Time> condemned_at;
    std::string damage;  // what scrubbing found; empty: nothing
    Time verified;       // when the bytes were last known to be whole; meaningless while reserved
};

class Blobs {
  public:
    explicit Blobs(sql::Connection& connection) : connection_(connection) {}

    std::int64_t reserve(std::int64_t container, std::string_view key, std::chrono::seconds lease);
    // Many, with few statements; in the order of the keys.
    std::vector<std::int64_t> reserve(std::int64_t container, std::span<const std::string> keys,
                                      std::chrono::seconds lease);
    void renew(std::int64_t id, std::chrono::seconds lease);  // conflict when the reservation is gone

    // reserved -> live. conflict when the reservation is gone: this fences a slow writer against the
    // collector.
    void make_live(std::int64_t id, const Stored& stored, std::string_view media_type);

    // A row that is live at once, for bytes that are written in this same transaction.
    std::int64_t add_live(std::int64_t container, std::string_view key, const Stored& stored,
                          std::string_view media_type);

    // A row for an object that none names and that is about to be removed, which passes the recovery horizon.
    // As with a reservation's, two passes end it; until then it is claimed.
    std::int64_t add_doomed(std::int64_t container, std::string_view key, Time claimed_until);
    // That object stays as it was, without a row; unless a collector has claimed it meanwhile.
    void spare(std::int64_t id, Time claimed_until);

    // live -> condemned, now, and not before the last values were written. conflict when it is not live.
    // Values go through Trash::add, which remembers them.
    void condemn(std::int64_t id);
    // A reservation that will not be used: its lease ends now. False: the collector took it meanwhile and may
    // have looked before the bytes landed, so whoever put them there removes them.
    bool release(std::int64_t id);

    void restore(std::int64_t id);  // condemned -> live. conflict when it is not condemned

    // A reservation under whose key nothing was ever put: the row goes. No-op when it is gone.
    void drop_unused(std::int64_t id);

    // Takes up to `limit` rows for collecting: reservations past their lease, condemned ones past their
    // container's retention, doomed ones whose last collector has not come back. They become doomed and are
    // claimed for `claim`; claimed rows are not given to anybody else until it is over. The cost grows with
    // the garbage alone.
    std::vector<Blob> claim_garbage(std::size_t limit, std::chrono::seconds claim);

    // The object is gone. A condemned one's row goes; a former reservation keeps its row for a second pass
    // after `revisit`, because a put that timed out may still land. True when the row went.
    bool collected(std::int64_t id, std::chrono::seconds revisit);

    std::optional<Blob> find(std::int64_t id);
    std::optional<Blob> find(std::int64_t container, std::string_view key);
    // Those that have reached their store, live or not, those first that came last.
    std::vector<Blob> newest_stored(std::int64_t container, std::size_t limit);
    // Above every id in use.
    std::int64_t end_of_ids();
    // Of any state, ordered by id, those after `after`.
    std::vector<Blob> of_container(std::int64_t container, std::int64_t after, std::size_t limit);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
