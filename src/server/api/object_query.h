// What GET /api/objects asks for.
#pragma once

#include <outfield/catalogued.h>

#include <string>

#include "server/api/call.h"

namespace outfield::server::api {

// Fault 400 for what is unknown or wrong.
ObjectQuery object_query(const Call& call);

// Names the place behind the last object of a page, for `after`.
std::string cursor(const CataloguedObject& last);

}  // namespace outfield::server::api
