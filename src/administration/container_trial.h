// A connection test's visit to a container, by the same rules as any write: the fence is asked first, the key
// stands under the container's prefix, and a reservation names the object before it is put.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.h"
#include "catalog/configurations.h"
#include "catalog/containers.h"
#include "connections/connections.h"
#include "stores/probe_target.h"

namespace outfield {

// Whatever ends the test, `collect` finds what it left. Used by one thread.
class ContainerTrial {
  public:
    // `name` as the administrator gave it. One that is not in the catalog is only listed, because no row
    // could name what is put there.
    ContainerTrial(catalog::Catalog& catalog, Connections& connections,
                   const catalog::Configuration& configuration, std::string_view name);
    ~ContainerTrial();
    ContainerTrial(const ContainerTrial&) = delete;
    ContainerTrial& operator=(const ContainerTrial&) = delete;

    ProbeTarget target();  // borrows this
    void removed();        // the object was put and is gone for certain: its row goes too

  private:
    ProbeLeave leave();

    catalog::Catalog& catalog_;
    Connections& connections_;
    const std::string configuration_, name_;
    std::optional<catalog::Container> container_;
    std::int64_t reservation_ = 0;  // 0: none
};

}  // namespace outfield
