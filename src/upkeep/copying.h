// The bytes of one value on their way to a second place, in one store or between two.
#pragma once

#include <outfield/upkeep.h>
#include <outfield/value.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "catalog/containers.h"
#include "connections/connections.h"

namespace outfield {

struct CopyPlan {
    std::int64_t blob = 0;  // whose record is pointed to the copy
    Attachment value;       // what the copy must be
    FieldAddress address;
    catalog::Container from, to;
    std::string from_key, to_key;
    std::string from_version;      // of the source object; empty: the one that stands
    std::int64_t reservation = 0;  // of the copy
    std::string claim;             // catalog::Moves; empty: none
};

struct CopyCalls {
    std::chrono::seconds interval;
    std::function<void()> renew;  // about every interval
    WhileCopying while_copying;   // or empty
};

// Where the bytes can stay inside one store they do, and are read once to be compared. ErrorKind::corrupt:
// the copy is not what the catalog names.
void copy_value(Connections& connections, const CopyPlan& plan, const CopyCalls& calls);

}  // namespace outfield
