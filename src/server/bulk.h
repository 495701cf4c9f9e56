// Many objects, one after the other and a few at a time: for tasks.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/progress.h"

namespace outfield::server {

struct BulkPiece {
    std::int64_t blob = 0;
    std::uint64_t size = 0;
};

struct Bulk {
    std::string call;  // for the log: "task move"
    std::string login;
    std::string figure;  // what those that went well are: "moved"
    std::vector<BulkPiece> pieces;
    // Errors are that object's alone. `more` is told of bytes as they come, and may throw.
    std::function<void(std::int64_t blob, const std::function<void(std::uint64_t)>& more)> each;
};

// Whether all went well; what did not is among the progress's faults. Throws Stopped, after what was begun
// has ended or was given up.
bool carry_out(const Bulk& bulk, Progress& progress);

}  // namespace outfield::server
