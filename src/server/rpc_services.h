// The three services of OpenERP's external interface, the same behind XML-RPC and /jsonrpc.
#pragma once

#include <string>
#include <string_view>

#include "server/site.h"

namespace outfield::server {

// service: "common", "object" or "db". Throws methods::Refusal and Error. Blocks: not from a coroutine.
wire::Value call_service(Site& site, std::string_view service, std::string_view method,
                         const wire::List& params, const std::string& peer);

// Before a long request is taken: whether its first parameters, as far as they are known, prove a user.
// Throws Refusal(denied).
void require_credentials(Site& site, std::string_view service, const wire::List& params,
                         const std::string& peer);

// execute_kw and call_kw, for a user who is known.
wire::Value call_method(Site& site, const access::Identity& identity, const std::string& peer,
                        std::string_view model, std::string_view method, const wire::List& args,
                        wire::Struct kwargs);

}  // namespace outfield::server
