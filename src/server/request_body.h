// A request's body on its way into a parser.
#pragma once

#include <functional>
#include <string_view>

#include "http/exchange.h"
#include "http/workers.h"

namespace outfield::server {

// What a stranger may send before it is known who that is: 64 KiB.
inline constexpr std::uint64_t short_body = 64U << 10U;

// Looks at the head alone.
bool may_be_long(const http::Exchange& exchange);

struct BodyReader {
    std::function<void(std::string_view)> take;
    // Once, before more than 64 KiB are taken: throws when this sender may not send so much. What was taken
    // until then can say who it is.
    std::function<void()> may_be_long;
};

// Gives the body to `reader`: one of up to 64 KiB at once where this is called, so that a stranger's costs no
// more than its bytes; a longer one piece by piece on the workers' threads, while the next piece travels.
// What the reader throws ends the reading, and the connection closes behind the answer. Fault 413 above
// `limit`.
http::Awaitable<void> read_body(http::Exchange& exchange, http::Workers& workers, std::uint64_t limit,
                                BodyReader reader);

}  // namespace outfield::server
