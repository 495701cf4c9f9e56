// Table outfield_trash: of each condemned blob, whose value it was and why it is not any more. The row stands
// until the bytes are gone.
#pragma once

#include <outfield/time.h>
#include <outfield/value.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::catalog {

// What a field held until a moment ago.
struct FormerValue {
    FieldAddress address;
    std::int64_t blob = 0;
    std::string file_name;
};

struct Trashed {
    enum class Reason { replaced = 0, cleared = 1, unlinked = 2, moved = 3 };

    FormerValue value;
    Reason reason = Reason::replaced;
    std::int64_t container = 0;
    std::string configuration_name, container_name, key;
    std::uint64_t size = 0;
    std::string media_type;
    Time condemned_at;
    Time removable_at;  // the end of its container's retention
};

std::string_view to_string(Trashed::Reason reason) noexcept;  // "replaced"

class Trash {
  public:
    explicit Trash(sql::Connection& connection) : connection_(connection) {}

    // live -> condemned, now. conflict when the blob is not live.
    void add(const FormerValue& value, Trashed::Reason reason);

    // condemned -> live, as the value of nothing: the caller attaches it in the same transaction. conflict
    // when it is not condemned.
    void take_out(std::int64_t blob);

    std::optional<Trashed> find(std::int64_t blob);

    // Those that a person may want back, so not the sources of moves; by blob, those after `after`. Container
    // 0: all.
    std::vector<Trashed> page(std::int64_t container, std::int64_t after, std::size_t limit);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
