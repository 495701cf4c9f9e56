#pragma once

#include <outfield/administration.h>
#include <outfield/environment.h>

#include <boost/json/object.hpp>

namespace outfield {

boost::json::object to_json(const ContainerSummary& container);
boost::json::object to_json(const Synchronisation& seen);
boost::json::object to_json(const EnvironmentStatus& status);

}  // namespace outfield
