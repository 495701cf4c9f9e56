#pragma once

#include <outfield/registry.h>

#include <boost/json/object.hpp>

namespace outfield {

boost::json::object to_json(const Module& module);

}  // namespace outfield
