// Table outfield_move: which values are being moved, so that movers at once share the work. A claim saves
// work and decides nothing: where two have moved one value all the same, Trash::add lets one of them win.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "sql/database.h"

namespace outfield::catalog {

class Moves {
  public:
    explicit Moves(sql::Connection& connection) : connection_(connection) {}

    static constexpr std::chrono::seconds longest{30};  // lease

    // In write(). False: another mover holds it, or the blob is not live. A claim that reaches further ahead
    // than any can was made under a wrong clock and holds nobody. Read the blob's row afterwards, also with
    // true: it may have ceased to be live while another's claim was waited for.
    bool claim(std::int64_t blob, std::string_view mover, std::chrono::seconds lease);
    // No-ops when the claim is another's by now.
    void renew(std::int64_t blob, std::string_view mover, std::chrono::seconds lease);
    void release(std::int64_t blob, std::string_view mover);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
