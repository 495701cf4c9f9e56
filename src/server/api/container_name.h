// A container by its number.
#pragma once

#include <outfield/instance.h>

#include <cstdint>
#include <string>

namespace outfield::server::api {

// "amazon/sale-docs", as StorageContainers takes it. Does not count what is in it, as StorageContainers::get
// does. not_found.
std::string container_name(Instance& instance, std::int64_t id);

}  // namespace outfield::server::api
