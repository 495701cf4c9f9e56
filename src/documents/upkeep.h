#pragma once

#include <outfield/administration.h>
#include <outfield/check.h>
#include <outfield/scrub.h>
#include <outfield/upkeep.h>

#include <boost/json/object.hpp>

namespace outfield {

boost::json::object to_json(const Finding& finding);
boost::json::object to_json(const CheckTotals& totals);
boost::json::object to_json(const ScrubTotals& totals);
// With what is left for a later one.
boost::json::object to_json(const Collection& done, const Waiting& waiting);

}  // namespace outfield
