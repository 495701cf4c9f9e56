#pragma once

#include <boost/json/object.hpp>

#include "access/access.h"

namespace outfield::access {

boost::json::object to_json(const ApiKey& key);
boost::json::object to_json(const AuditEntry& entry);

}  // namespace outfield::access
