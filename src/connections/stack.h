// The factories of the stores and the stack of layers around each: the one place that knows them all.
#pragma once

#include <outfield/settings.h>
#include <outfield/storage.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "layers/observer.h"
#include "sql/database.h"
#include "stores/kind.h"

namespace outfield {

// The kinds that a storage configuration can have: s3, ftp, directory.
std::span<const StoreKind* const> store_kinds() noexcept;
const StoreKind& store_kind(std::string_view name);  // invalid: unknown, with the known ones

// Who is told of the operations on a store, and the name by which he knows it. No observer: nobody, and that
// costs nothing.
struct Watching {
    std::shared_ptr<StoreObserver> observer;
    std::string configuration;
};

// A working storage of this kind, layers and all. `database` is what the kind "database" stores into.
std::unique_ptr<Storage> open_stack(std::string_view kind, const Settings& settings, sql::Database& database,
                                    const Watching& watching = {});

}  // namespace outfield
