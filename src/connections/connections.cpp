#include "connections/connections.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/crash_point.h"
#include "catalog/witness.h"
#include "connections/stack.h"
#include "layers/fenced.h"

namespace outfield {

// How long a storage is used before its row is looked at again.
static constexpr std::chrono::seconds recheck{1};

static std::string context(std::string_view configuration, std::string_view setting) {
    return fmt::format("{}/{}", configuration, setting);
}

static bool same(const catalog::Configuration& a, const catalog::Configuration& b) {
    return a.name == b.name && a.kind == b.kind && a.settings == b.settings && a.sealed == b.sealed;
}

Connections::Connections(catalog::Catalog& catalog, std::filesystem::path sealing_key_file,
                         std::string environment)
    : catalog_(catalog),
      key_file_(std::move(sealing_key_file)),
      fence_(std::make_shared<Fence>(catalog, std::move(environment))) {}

std::unique_ptr<Storage> Connections::open(const catalog::Configuration& row) {
    return open_stack(row.kind, unsealed(row), catalog_.database(), {observer_, row.name});
}

void Connections::observe(std::shared_ptr<StoreObserver> observer) {
    const std::lock_guard lock(mutex_);
    observer_ = std::move(observer);
    open_.clear();
}

std::unique_ptr<Storage> Connections::unfenced(const catalog::Container& container) {
    const auto row = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::Configurations(connection).get(container.configuration);
    });
    const std::lock_guard lock(mutex_);
    return open(row);
}

std::shared_ptr<Storage> Connections::of(const catalog::Container& container) {
    return of_place(container.configuration, container.name);
}

std::shared_ptr<Storage> Connections::of(const Attachment& value) {
    return of_place(value.configuration_id, value.container);
}

std::shared_ptr<Storage> Connections::of_place(std::int64_t configuration, const std::string& container) {
    auto storage = of_configuration(configuration);
    require_place(configuration, container);
    return storage;
}

std::optional<std::string> Connections::place_to_look_at(std::int64_t configuration,
                                                         const std::string& container) {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(configuration);
    if (found == open_.end() || found->second.row.kind != "directory" ||
        found->second.allowed.contains(container))
        return std::nullopt;
    const auto& settings = found->second.row.settings;
    const auto path = settings.find("path");
    if (path == settings.end()) return std::nullopt;
    return path->second;
}

// Looking at a disk may take for ever, and the mutex is that of all stores.
void Connections::require_place(std::int64_t configuration, const std::string& container) {
    const auto path = place_to_look_at(configuration, container);
    if (!path) return;
    places_.check_container(*path, container);
    const std::lock_guard lock(mutex_);
    auto& entry = open_[configuration];
    const auto still = entry.row.settings.find("path");
    if (still != entry.row.settings.end() && still->second == *path) entry.allowed.insert(container);
}

void Connections::look_again(std::int64_t configuration) {
    const std::lock_guard lock(mutex_);
    if (const auto found = open_.find(configuration); found != open_.end()) found->second.checked = {};
}

std::shared_ptr<Storage> Connections::of_configuration(std::int64_t configuration) {
    const auto instant = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(mutex_);
        const auto found = open_.find(configuration);
        if (found != open_.end() && instant - found->second.checked < recheck) return found->second.storage;
    }
    auto row = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::Configurations(connection).get(configuration);
    });
    const std::lock_guard lock(mutex_);
    auto& entry = open_[configuration];
    if (!entry.storage || !same(entry.row, row)) {
        auto storage = open(row);
        // What lies in the database goes wherever the catalog goes.
        if (row.kind != "database") storage = fenced(std::move(storage), Fence::guard(fence_, configuration));
        entry.storage = std::move(storage);
        entry.reader.reset();
        entry.allowed.clear();
        entry.row = std::move(row);
    }
    entry.checked = instant;
    return entry.storage;
}

std::shared_ptr<Storage> Connections::reader_of(const catalog::Container& container) {
    of(container);  // looks at its row and its place
    const std::lock_guard lock(mutex_);
    auto& entry = open_[container.configuration];
    if (!entry.reader) entry.reader = open(entry.row);
    return entry.reader;
}

Settings Connections::settings_of(const catalog::Configuration& configuration) {
    const std::lock_guard lock(mutex_);
    return unsealed(configuration);
}

Settings Connections::unsealed(const catalog::Configuration& configuration) {
    std::map<std::string, Secret> secrets;
    for (const auto& [setting, sealed] : configuration.sealed)
        secrets[setting] = opened(configuration, setting, sealed);
    return Settings(configuration.settings, std::move(secrets));
}

// Another process may have rotated the key since it was read.
Secret Connections::opened(const catalog::Configuration& configuration, const std::string& setting,
                           std::string_view sealed) {
    const auto where = context(configuration.name, setting);
    try {
        return keys().open(sealed, where);
    } catch (const Error&) {
        keys_.reset();
    }
    return keys().open(sealed, where);
}

// Another process may have retired the key that was read.
std::string Connections::seal(std::string_view configuration, std::string_view setting,
                              const Secret& secret) {
    const std::lock_guard lock(mutex_);
    keys_.reset();
    return keys().seal(secret, context(configuration, setting));
}

KeyRing& Connections::keys() {
    if (!keys_) keys_ = KeyRing::load(key_file_);
    return *keys_;
}

KeyRing Connections::new_key() {
    const std::lock_guard lock(mutex_);
    keys_.reset();
    keys().rotate(key_file_);
    return *keys_;
}

void Connections::rotate_key() {
    const auto ring = new_key();
    crash_point("key rotated");
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Configurations configurations(connection);
        configurations.lock();
        for (auto& row : configurations.all()) {
            for (auto& [setting, sealed] : row.sealed) {
                const auto where = context(row.name, setting);
                sealed = ring.seal(ring.open(sealed, where), where);
            }
            configurations.update(row);
        }
        tell(connection, {"configuration.change", {}, 0, "a new sealing key"});
    });
}

void Connections::retire_keys() {
    const std::lock_guard lock(mutex_);
    keys_.reset();
    auto only = keys();
    only.retire(key_file_);
    keys_ = std::move(only);
}

}  // namespace outfield
