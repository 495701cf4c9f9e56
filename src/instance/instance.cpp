#include <outfield/instance.h>

#include <optional>

#include "administration/policy.h"
#include "catalog/catalog.h"
#include "connections/connections.h"
#include "fields/staging.h"
#include "instance/rooms.h"
#include "placement/placement.h"
#include "records/install.h"

namespace outfield {

// In the order in which they lean on one another.
struct Instance::Parts {
    Parts(catalog::Catalog opened, const std::filesystem::path& sealing_key, const InstanceOptions& options)
        : catalog(std::move(opened)),
          connections(catalog, sealing_key, options.environment),
          staging(catalog, connections, placement, options.lease),
          mover(catalog, connections, options.lease),
          collector(catalog, connections, options.lease) {
        auto& places = connections.places();
        places.keep_out(sealing_key);
        if (catalog.database().dialect() == sql::Dialect::sqlite) places.keep_out(catalog.database().name());
    }

    catalog::Catalog catalog;
    Registry registry = installed_registry(catalog);
    Connections connections;
    Placement placement{catalog, registry};
    Staging staging;
    std::optional<Records> records{std::in_place, catalog, registry, staging};
    BinaryFields binaries{catalog, registry, connections, staging};
    StorageConfigurations configurations{catalog, connections};
    StorageContainers containers{catalog, connections, registry};
    Mover mover;
    Objects objects{catalog, connections, *records, binaries, mover};
    Collector collector;
    Checker checker{catalog, connections};
    Strays strays{catalog, connections, *records};
    Scrubber scrubber{catalog, connections, mover};
    TrashCan trash{catalog, *records, binaries};
    Environment environment{catalog, connections};
};

Instance::Instance(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Instance::Instance(Instance&&) noexcept = default;
Instance& Instance::operator=(Instance&&) noexcept = default;
Instance::~Instance() = default;

Instance Instance::create(const std::string& url, const std::filesystem::path& sealing_key) {
    const bool has_key = std::filesystem::exists(sealing_key);
    if (has_key) KeyRing::load(sealing_key);
    auto catalog = catalog::Catalog::create(url);
    if (!has_key) KeyRing::create(sealing_key);
    install_modules(catalog, {});
    const InstanceOptions home{.environment = catalog.identity()};
    return Instance(std::make_unique<Parts>(std::move(catalog), sealing_key, home));
}

Instance Instance::open(const std::string& url, const std::filesystem::path& sealing_key,
                        const InstanceOptions& options) {
    auto catalog = catalog::Catalog::open(url);
    ensure_base(catalog);
    return Instance(std::make_unique<Parts>(std::move(catalog), sealing_key, options));
}

void Instance::install(const std::vector<Module>& modules) {
    install_modules(parts_->catalog, modules);
    parts_->registry = installed_registry(parts_->catalog);
    // At the same place, so that references to it stay good: it keeps statements for each model.
    parts_->records.emplace(parts_->catalog, parts_->registry, parts_->staging);
}

const std::string& Instance::identity() const noexcept {
    return parts_->catalog.identity();
}
const Registry& Instance::registry() const noexcept {
    return parts_->registry;
}
Records& Instance::records() noexcept {
    return *parts_->records;
}
BinaryFields& Instance::binaries() noexcept {
    return parts_->binaries;
}
StorageConfigurations& Instance::configurations() noexcept {
    return parts_->configurations;
}
StorageContainers& Instance::containers() noexcept {
    return parts_->containers;
}
Objects& Instance::objects() noexcept {
    return parts_->objects;
}
Collector& Instance::collector() noexcept {
    return parts_->collector;
}
Checker& Instance::checker() noexcept {
    return parts_->checker;
}
Strays& Instance::strays() noexcept {
    return parts_->strays;
}
Scrubber& Instance::scrubber() noexcept {
    return parts_->scrubber;
}
TrashCan& Instance::trash() noexcept {
    return parts_->trash;
}
Environment& Instance::environment() noexcept {
    return parts_->environment;
}

Explanation Instance::explain(std::string_view model, std::string_view field) const {
    auto decision = parts_->placement.explain(model, field);
    Explanation out{{}, {}, std::move(decision.reasons), std::move(decision.missing)};
    if (decision.container) {
        out.configuration = decision.container->configuration_name;
        out.container = decision.container->name;
    }
    return out;
}

std::string Instance::iam_policy(std::string_view configuration, PolicyFor work) const {
    return outfield::iam_policy(parts_->catalog, configuration, work);
}

catalog::Catalog& Rooms::catalog() const noexcept {
    return parts_.catalog;
}
const Placement& Rooms::placement() const noexcept {
    return parts_.placement;
}
Staging& Rooms::staging() const noexcept {
    return parts_.staging;
}
Connections& Rooms::connections() const noexcept {
    return parts_.connections;
}

}  // namespace outfield
