// One value read from its store and compared with its row.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "catalog/blobs.h"
#include "catalog/catalog.h"
#include "connections/connections.h"

namespace outfield {

struct Inspection {
    enum class Outcome {
        whole,
        damaged,       // other bytes, fewer, or none
        out_of_reach,  // nothing was found out
        gone,          // the value was replaced or deleted meanwhile
    };

    Outcome outcome = Outcome::whole;
    std::string words;  // what is wrong
};

// Reads every byte, at most `bytes_per_second` (0: no limit), and writes down in the catalog what it finds.
// `while_reading` is called as they come, and may throw.
Inspection inspect(catalog::Catalog& catalog, Connections& connections, const catalog::Blob& blob,
                   std::uint64_t bytes_per_second, const std::function<void()>& while_reading = {});

}  // namespace outfield
