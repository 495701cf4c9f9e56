// Keeping the second promise: every stored byte is named by a row, and goes when its row says so.
#pragma once

#include <outfield/error.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace outfield {

namespace catalog {
class Catalog;
}
class Connections;

struct Collection {
    std::uint64_t removed = 0;  // rows that went, with their objects
    std::uint64_t removed_bytes = 0;
    std::uint64_t revisited = 0;  // given-up puts whose row waits for a second look
    std::uint64_t failed = 0;     // objects that could not be removed: their rows stay and are tried again
    std::vector<std::string> faults;  // why, each reason once
};

struct CollectOptions {
    // How long a given-up put is watched before its row goes: a PUT that timed out may still land.
    std::chrono::seconds revisit = std::chrono::hours(1);
    std::size_t batch = 100;
    std::size_t threads = 8;
};

// Removes what no record needs: condemned values past their retention and reservations past their lease.
// Object first, row last; no transaction is open while a store is asked. Thread-safe, and safe beside other
// collectors.
class Collector {
  public:
    // `lease`: that of writes. A collector that gives no sign of life so long, or for ten minutes, leaves
    // what it had taken to others.
    Collector(catalog::Catalog& catalog, Connections& connections, std::chrono::seconds lease);

    Collection collect(const CollectOptions& options = {},
                       const std::function<void(const Collection&)>& progress = {});

  private:
    catalog::Catalog& catalog_;
    Connections& connections_;
    std::chrono::seconds claim_;
};

using WhileCopying = std::function<void(std::uint64_t bytes)>;

struct Move {
    enum class Outcome {
        moved,
        moved_by_another,  // to the same container
        gone,              // it is no value any more: replaced, deleted, moved elsewhere
        under_way,         // another mover is at it
    };

    Outcome outcome = Outcome::moved;
    std::int64_t blob = 0;  // with the first two: whose bytes the value has now
};

// Moves one value to another container or another store. Thread-safe. Movers at once, also those of other
// processes, share the work: each claims what it moves, and a claim is over when its mover gives no sign of
// life for half a minute.
class Mover {
  public:
    // `lease`: how long the copy's reservation stands without a sign of life.
    Mover(catalog::Catalog& catalog, Connections& connections, std::chrono::seconds lease);

    // Copies the bytes (within one store without moving them through this machine, where it can), compares
    // size and SHA-256, points the record to the copy in one transaction and condemns the source, which
    // stays for its retention. conflict: the value changed meanwhile; nothing of it stays but garbage for
    // `collect`. `while_copying` is told how many more bytes have come, and may throw to give the move up.
    Move move(std::int64_t blob, std::int64_t to_container, const WhileCopying& while_copying = {});

    // The same into the blob's own container, with the bytes of another blob that has the same content: for
    // one whose own bytes are damaged. Returns the new blob.
    std::int64_t replace(std::int64_t blob, std::int64_t twin);
    // The same with an older version of the blob's own object (VersionReader).
    std::int64_t replace_from_version(std::int64_t blob, const std::string& version);

  private:
    catalog::Catalog& catalog_;
    Connections& connections_;
    std::chrono::seconds lease_, claim_;
};

}  // namespace outfield
