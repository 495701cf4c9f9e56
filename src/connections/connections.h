// From a storage configuration's row to a working Storage: secrets unsealed, the kind's factory called, the
// layers put on. Opened once and kept while the row stays as it is.
#pragma once

#include <outfield/storage.h>
#include <outfield/value.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "base/key_ring.h"
#include "catalog/catalog.h"
#include "catalog/configurations.h"
#include "catalog/containers.h"
#include "connections/fence.h"
#include "connections/places.h"
#include "layers/observer.h"
#include "stores/kind.h"

namespace outfield {

class Connections {
  public:
    // The key is read when the first secret must be opened, so that a catalog without secrets needs none.
    // `environment` is the one that this installation says it is; empty: it says nothing (fence.h).
    Connections(catalog::Catalog& catalog, std::filesystem::path sealing_key_file, std::string environment);

    // Every operation on a store that is opened from now on is told to it; nullptr: to nobody.
    void observe(std::shared_ptr<StoreObserver> observer);

    // Thread-safe. The storage lives as long as somebody holds it, also after the configuration was changed.
    std::shared_ptr<Storage> of(const catalog::Container& container);
    std::shared_ptr<Storage> of(const Attachment& value);  // where it stands
    std::shared_ptr<Storage> of_configuration(std::int64_t configuration);
    // After the row was changed here. What another process changes is seen within a second.
    void look_again(std::int64_t configuration);
    // Another one to the same place, outside the fence: for reading alone, while a put takes what is read. A
    // put holds a connection until its source ends, and a source that needs one of the same few may never
    // begin.
    std::shared_ptr<Storage> reader_of(const catalog::Container& container);

    // Where directories may be. What is not allowed is neither written to nor read: `of` throws denied.
    Places& places() noexcept { return places_; }

    // A store of its own, outside the fence: for looking at markers and changing them.
    std::unique_ptr<Storage> unfenced(const catalog::Container& container);
    Fence& fence() noexcept { return *fence_; }

    // The settings with their secrets opened, for probes. not_found.
    Settings settings_of(const catalog::Configuration& configuration);

    // A secret of the configuration with this name, sealed for it. In the transaction that writes it down,
    // with the configurations locked: else its key may be retired before.
    std::string seal(std::string_view configuration, std::string_view setting, const Secret& secret);

    // A new sealing key, with which all secrets are sealed again. The keys before still open, for backups of
    // the catalog and for whoever has yet to notice; retiring forgets them. Not beside another of the two.
    void rotate_key();
    void retire_keys();

  private:
    struct Open {
        catalog::Configuration row;
        std::shared_ptr<Storage> storage;
        std::shared_ptr<Storage> reader;  // opened when it is asked for
        std::chrono::steady_clock::time_point checked;
        std::set<std::string> allowed;  // containers whose place was looked at
    };

    std::shared_ptr<Storage> of_place(std::int64_t configuration, const std::string& container);
    void require_place(std::int64_t configuration, const std::string& container);
    // nullopt: it was looked at, or is no directory.
    std::optional<std::string> place_to_look_at(std::int64_t configuration, const std::string& container);
    KeyRing new_key();

    // With the mutex held, under which nobody waits for a transaction: in one, others wait for the mutex.
    std::unique_ptr<Storage> open(const catalog::Configuration& row);
    KeyRing& keys();
    Secret opened(const catalog::Configuration& configuration, const std::string& setting,
                  std::string_view sealed);
    Settings unsealed(const catalog::Configuration& configuration);

    catalog::Catalog& catalog_;
    std::filesystem::path key_file_;
    std::shared_ptr<Fence> fence_;
    Places places_;
    std::mutex mutex_;
    std::optional<KeyRing> keys_;
    std::map<std::int64_t, Open> open_;
    std::shared_ptr<StoreObserver> observer_;
};

}  // namespace outfield
