// Values that were replaced or deleted and whose bytes are still there.
#pragma once

#include <outfield/time.h>
#include <outfield/value.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

namespace catalog {
class Catalog;
}
class BinaryFields;
class Records;

struct TrashedValue {
    std::int64_t blob = 0;
    FieldAddress address;  // whose value it was
    std::string file_name;
    std::string reason;  // "replaced", "cleared", "unlinked"
    std::string configuration, container, key;
    std::uint64_t size = 0;
    std::string media_type;
    Time condemned_at;
    Time removable_at;  // from then on `collect` takes it
};

// How far back a backup of the database may reach.
struct RecoveryHorizon {
    struct Container {
        std::string configuration, name;
        std::chrono::seconds retention{};
        std::optional<Time> since;  // nullopt: nothing was ever removed from it
    };

    std::vector<Container> containers;  // all but the database's own, whose bytes are in the backup
    std::optional<Time> since;          // of all of them: the latest; nullopt: any backup is complete
};

struct RestoreOptions {
    std::optional<FieldAddress> to;  // nullopt: the field that it was the value of
    bool as_attachment = false;      // a new record of ir.attachment instead
    bool replace = false;            // a value that the field has by now goes to the trash
};

// Thread-safe.
class TrashCan {
  public:
    TrashCan(catalog::Catalog& catalog, Records& records, BinaryFields& binaries)
        : catalog_(catalog), records_(records), binaries_(binaries) {}

    // By blob. `container` is ContainerSummary::id; 0: all.
    void list(std::int64_t container, const std::function<void(const TrashedValue&)>& each) const;

    // A page of them: those behind the blob `after`.
    std::vector<TrashedValue> page(std::int64_t container, std::int64_t after, std::size_t limit) const;

    // Makes it a value again and returns whose. Errors: not_found (no such value in the trash, or its record
    // is gone: the message says how else), conflict (the field has another value; the collector was quicker).
    FieldAddress restore(std::int64_t blob, const RestoreOptions& how = {});

    // A backup made since then is complete: every value that it names still has its bytes. Each removal moves
    // the horizon before it begins, and never past the end of a retention.
    RecoveryHorizon horizon() const;

  private:
    catalog::Catalog& catalog_;
    Records& records_;
    BinaryFields& binaries_;
};

}  // namespace outfield
