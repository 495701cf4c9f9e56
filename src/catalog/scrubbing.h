// The columns of outfield_blob that say how its bytes are: when they were last known to be whole, and the
// damage that was found.
#pragma once

#include <outfield/time.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "catalog/blobs.h"

namespace outfield::catalog {

class Scrubbing {
  public:
    explicit Scrubbing(sql::Connection& connection) : connection_(connection) {}

    // Live blobs that were not verified since `before`, those first that were verified the longest ago; a
    // page at a time, those after `last`.
    std::vector<Blob> oldest(Time before, const std::optional<Blob>& last, std::size_t limit);

    struct Extent {
        std::uint64_t values = 0, bytes = 0;
    };
    Extent unverified_since(Time before);  // what oldest() would come to

    // No-ops when the blob is gone. A blob that was damaged and reads whole again is damaged no more.
    void found_whole(std::int64_t blob);
    void found_damaged(std::int64_t blob, std::string_view damage);

    // Live ones, by id, those after `after`.
    std::vector<Blob> damaged(std::int64_t after, std::size_t limit);

    // Other blobs, live or condemned, that hold the same bytes and of which no damage is known.
    std::vector<Blob> twins(const Blob& blob);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
