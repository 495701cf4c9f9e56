// A request's body on its way into a parser.
#pragma once

#include <functional>
#include <string_view>

#include "http/exchange.h"
#include "http/workers.h"

namespace outfield::server {

// Gives the body to `take`, piece by piece: a long one on the workers' threads, while the next piece travels.
// A short one is given at once where this is called. What `take` throws ends the reading, and the connection
// closes behind the answer. Fault 413 above `limit`.
http::Awaitable<void> read_body(http::Exchange& exchange, http::Workers& workers, std::uint64_t limit,
                                std::function<void(std::string_view)> take);

}  // namespace outfield::server
