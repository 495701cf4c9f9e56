#pragma once

#include <outfield/objects.h>
#include <outfield/trash.h>

#include <boost/json/object.hpp>

namespace outfield {

boost::json::object to_json(const ObjectSummary& object);
boost::json::object to_json(const CataloguedObject& object);
boost::json::object to_json(const TrashedValue& value);
boost::json::object to_json(const RecoveryHorizon& horizon);

}  // namespace outfield
