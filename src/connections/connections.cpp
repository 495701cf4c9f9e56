#include "connections/connections.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "connections/stack.h"
#include "layers/read_only.h"

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
    : catalog_(catalog), key_file_(std::move(sealing_key_file)), environment_(std::move(environment)) {}

std::unique_ptr<Storage> Connections::open(const catalog::Configuration& row) {
    auto storage = open_stack(row.kind, unsealed(row), catalog_.database());
    if (environment_.empty() || environment_ == catalog_.identity() || row.kind == "database") return storage;
    return read_only(
        std::move(storage),
        fmt::format("this catalog belongs to the environment '{0}' and this installation is '{1}': the "
                    "containers of '{2}' are read here and never written to. To work with a copy, give it a "
                    "storage configuration of its own; if this is the catalog's home now, set environment = "
                    "\"{0}\" in outfield.toml",
                    catalog_.identity(), environment_, row.name));
}

std::shared_ptr<Storage> Connections::of(const catalog::Container& container) {
    return of_configuration(container.configuration);
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
        entry.storage = open(row);
        entry.row = std::move(row);
    }
    entry.checked = instant;
    return entry.storage;
}

Settings Connections::settings_of(const catalog::Configuration& configuration) {
    const std::lock_guard lock(mutex_);
    return unsealed(configuration);
}

Settings Connections::unsealed(const catalog::Configuration& configuration) {
    std::map<std::string, Secret> secrets;
    for (const auto& [setting, sealed] : configuration.sealed)
        secrets[setting] = key().open(sealed, context(configuration.name, setting));
    return Settings(configuration.settings, std::move(secrets));
}

std::string Connections::seal(std::string_view configuration, std::string_view setting,
                              const Secret& secret) {
    const std::lock_guard lock(mutex_);
    return key().seal(secret, context(configuration, setting));
}

const SealingKey& Connections::key() {
    if (!key_) key_ = SealingKey::load(key_file_);
    return *key_;
}

}  // namespace outfield
