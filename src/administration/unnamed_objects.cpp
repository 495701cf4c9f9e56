#include "administration/unnamed_objects.h"

#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/time.h>

#include <string>

#include "administration/names.h"
#include "base/text.h"
#include "catalog/blobs.h"

namespace outfield {
namespace {

constexpr std::chrono::minutes claim{10};
// How long the row of a removed object stays, far above the age of a sighting that still counts.
constexpr std::chrono::minutes settled_after{15};
constexpr std::chrono::minutes recent{5};

bool left_it_alone(ErrorKind kind) {
    return kind == ErrorKind::denied || kind == ErrorKind::unsupported || kind == ErrorKind::not_found ||
           kind == ErrorKind::invalid;
}

}  // namespace

void require_possible_key(std::string_view key) {
    if (valid_key(key)) return;
    throw Error(ErrorKind::invalid,
                fmt::format("{} is none of Outfield's: it gives no such keys, and cannot have written it",
                            in_quotes(key)));
}

// Not the blobs' own table: that would hold up every write of a value.
void decide_unnamed(sql::Connection& connection, const catalog::Container& container, std::string_view key) {
    require_possible_key(key);  // no store takes another, so its row could never be collected
    catalog::Containers(connection).lock();
    require_unnamed(connection, container, key);
}

void remove_unnamed(catalog::Catalog& catalog, Storage& storage, const catalog::Container& container,
                    std::string_view key) {
    auto& database = catalog.database();
    const auto until = now() + claim;
    const auto blob = sql::writing(database, [&](sql::Connection& connection) {
        decide_unnamed(connection, container, key);
        return catalog::Blobs(connection).add_doomed(container.id, key, until);
    });
    try {
        storage.remove({container.name, std::string(key)}, Unfinished::remove);
    } catch (const Error& error) {
        if (left_it_alone(error.kind()))
            database.write([&](sql::Connection& c) { catalog::Blobs(c).spare(blob, until); });
        throw;
    }
    database.write([&](sql::Connection& c) { catalog::Blobs(c).collected(blob, settled_after); });
}

void Sighting::require_recent() const {
    if (std::chrono::steady_clock::now() - at_ > recent)
        throw Error(ErrorKind::conflict, "it is too long ago that the object was seen: look again",
                    Retry::yes);
}

}  // namespace outfield
