#include "administration/container_trial.h"

#include <fmt/format.h>

#include <chrono>
#include <exception>

#include "catalog/blobs.h"
#include "fields/key.h"

namespace outfield {

static constexpr std::chrono::hours lease{1};

ContainerTrial::ContainerTrial(catalog::Catalog& catalog, Connections& connections,
                               const catalog::Configuration& configuration, std::string_view name)
    : catalog_(catalog),
      connections_(connections),
      configuration_(configuration.name),
      name_(name),
      container_(sql::reading(catalog.database(), [&](sql::Connection& connection) {
          return catalog::Containers(connection).find(configuration.id, name);
      })) {}

ContainerTrial::~ContainerTrial() {
    if (reservation_ == 0) return;
    try {
        catalog_.database().write(
            [&](sql::Connection& connection) { catalog::Blobs(connection).release(reservation_); });
    } catch (const std::exception&) {
        // The lease ends by itself; `collect` comes later then, and nothing is lost.
    }
}

ProbeTarget ContainerTrial::target() {
    return {name_, container_ ? container_->key_prefix : "", [this] { return leave(); }};
}

ProbeLeave ContainerTrial::leave() {
    if (!container_)
        return {"",
                fmt::format("the catalog does not know this container. To try a write out as well, first: "
                            "outfield container enter {} {}",
                            configuration_, name_)};
    const auto storage = connections_.unfenced(*container_);
    if (auto refusal = connections_.fence().refusal(*storage, *container_); !refusal.empty())
        return {"", std::move(refusal)};
    auto key = fresh_key(container_->key_prefix);
    reservation_ = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::Blobs(connection).reserve(container_->id, key, lease);
    });
    return {std::move(key), ""};
}

void ContainerTrial::removed() {
    if (reservation_ == 0) return;
    catalog_.database().write(
        [&](sql::Connection& connection) { catalog::Blobs(connection).drop_unused(reservation_); });
    reservation_ = 0;
}

}  // namespace outfield
