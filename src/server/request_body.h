// A request's body on its way into a parser.
#pragma once

#include <string>
#include <string_view>

#include "http/exchange.h"
#include "http/workers.h"

namespace outfield::server {

// What a stranger may send before it is known who that is: 64 KiB.
inline constexpr std::uint64_t short_body = 64U << 10U;

// Looks at the head alone.
bool may_be_long(const http::Exchange& exchange);

// Makes something of a body, which may take twenty times the memory.
class BodyReader {
  public:
    virtual ~BodyReader() = default;
    virtual void take(std::string_view piece) = 0;
    // Once, before more than 64 KiB are taken: throws when this sender may not send so much. What was taken
    // until then can say who it is.
    virtual void require_user() = 0;
    // Lets go of all that was made: it was for nothing.
    virtual void drop() noexcept = 0;
};

// Reads the body. One of up to 64 KiB is returned as it came, and `reader` has none of it: who takes it where
// it is needed holds no more than its bytes while it waits. A longer one is given to `reader` piece by piece
// on the workers' threads, while the next piece travels, and nothing is returned. What the reader throws ends
// the reading, after drop(), and the connection closes behind the answer. Fault 413 above `limit`.
http::Awaitable<std::string> read_body(http::Exchange& exchange, http::Workers& workers, std::uint64_t limit,
                                       BodyReader& reader);

}  // namespace outfield::server
