// Who asks, as GET /api/me answers it.
#pragma once

#include "server/api/call.h"

namespace outfield::server::api {

// `csrf` is the session's token; empty where the caller has no session.
boost::json::object me_document(Site& site, const access::Identity& identity, std::string_view csrf);

}  // namespace outfield::server::api
