// The envelope of JSON-RPC, as OpenERP's clients use it: {"jsonrpc": "2.0", "params": {...}, "id": ...}.
#pragma once

#include <functional>

#include "server/router.h"
#include "server/site.h"

namespace outfield::server {

struct JsonCall {
    wire::Struct params;
    http::Headers headers = {};  // of the answer: cookies
};

struct JsonRoute {
    // Runs on a worker; what it throws becomes the answer's error.
    std::function<wire::Value(JsonCall&)> work;
    // Before more than 64 KiB are taken: throws when this caller may not send so much.
    std::function<void(const wire::Value& so_far)> may_be_long;
};

// A body that is no JSON object, or not announced as JSON, is Fault 400: a form of another site cannot send
// one.
http::Awaitable<void> serve_json(Site& site, http::Exchange& exchange, JsonRoute route);

// Of the params. Throws Refusal(application).
const wire::Value* member(const wire::Struct& params, std::string_view name);
const std::string& text_member(const wire::Struct& params, std::string_view name);

// No session, or it has ended: code 100.
struct SessionExpired : std::exception {};

}  // namespace outfield::server
