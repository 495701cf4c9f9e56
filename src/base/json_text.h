// JSON as people read it: two spaces a level, members in the order given.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>

namespace outfield {

std::string pretty(const boost::json::value& value);

}  // namespace outfield
