// What the catalog knows of the objects in the stores, and how it is asked for them a page at a time.
#pragma once

#include <outfield/time.h>
#include <outfield/value.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outfield {

// A value of a record, or one that was and stands in the trash.
struct CataloguedObject {
    struct Trashed {
        std::string reason;  // "replaced", "cleared", "unlinked", "moved"
        Time condemned_at;
        Time removable_at;  // from then on `collect` takes it
    };

    Attachment value;      // of one in the trash: `written` is when its bytes were stored
    FieldAddress address;  // whose value it is, or was
    Time verified;         // when the bytes were last known to be whole
    std::optional<Trashed> trashed;
};

struct ObjectQuery {
    enum class State { live, condemned, damaged };           // damaged: live ones
    enum class Order { newest, oldest, largest, smallest };  // newest: what was stored last

    std::int64_t container = 0;  // ContainerSummary::id; 0: all
    std::string model;           // empty: all
    RecordId record = 0;         // of that model; 0: all
    std::string search;          // a part of the file name; ASCII letters in either case
    State state = State::live;
    std::optional<std::uint64_t> smallest, largest;  // bytes, both included
    std::optional<Time> from, to;                    // Attachment::written, both included
    Order order = Order::newest;
    struct Place {
        std::uint64_t size = 0;
        std::int64_t blob = 0;
    };
    std::optional<Place> after;  // the last one of the page before
    std::size_t limit = 100;
};

// How many values stand somewhere.
struct ModelUsage {
    std::string model, field;
    std::int64_t container = 0;  // ContainerSummary::id
    std::uint64_t objects = 0, bytes = 0;
};

}  // namespace outfield
