// How a request that failed is answered: RFC 9457, with the kind of the error.
#pragma once

#include <exception>

#include "http/answer.h"

namespace outfield::server {

// {"title": "Not Found", "status": 404, "detail": "...", "kind": "not found"}
http::Answer problem(std::exception_ptr error);

}  // namespace outfield::server
