// Of secrets, a document says that they are set and no more.
#pragma once

#include <outfield/administration.h>

#include <boost/json/object.hpp>

#include "stores/kind.h"

namespace outfield {

boost::json::object to_json(const ConfigurationSummary& configuration);
boost::json::object to_json(const SettingSpec& setting);
boost::json::object to_json(const StoreKind& kind);

// "passed", "FAILED", "skipped": what went wrong is to be seen.
std::string_view to_string(ProbeStep::Outcome outcome) noexcept;
boost::json::object to_json(const ProbeStep& step);

}  // namespace outfield
