#include "server/api/container_name.h"

#include "catalog/catalog.h"
#include "catalog/containers.h"
#include "instance/rooms.h"

namespace outfield::server::api {

std::string container_name(Instance& instance, std::int64_t id) {
    const auto row = sql::reading(Rooms(instance).catalog().database(), [&](sql::Connection& connection) {
        return catalog::Containers(connection).get(id);
    });
    return row.configuration_name + "/" + row.name;
}

}  // namespace outfield::server::api
