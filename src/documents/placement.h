#pragma once

#include <outfield/instance.h>

#include <boost/json/object.hpp>
#include <string_view>

namespace outfield {

// Where the next value of the field goes, and why.
boost::json::object to_json(std::string_view model, std::string_view field, const Explanation& explanation);

}  // namespace outfield
