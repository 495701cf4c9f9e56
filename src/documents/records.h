// Records and their values. One that is not set is null (OpenERP's False is for its own protocols).
#pragma once

#include <outfield/value.h>

#include <boost/json/object.hpp>

namespace outfield {

boost::json::value to_json(const Value& value);
boost::json::object to_json(const Attachment& attachment);
boost::json::object to_json(const Record& record);
boost::json::object to_json(const FieldAddress& address);

}  // namespace outfield
