// A file on its way from a client into a store.
#pragma once

#include <functional>
#include <memory>

#include "http/exchange.h"
#include "server/site.h"

namespace outfield::server {

// Runs `store` with the request's body as a source, on a thread, and returns when it has ended; a body that
// is short is read first and costs no thread of the transfers, and one that begins slowly is kept in a file
// until it is whole. A client that goes away, or is too slow, ends the source with an error, so that nothing
// of it is stored. Throws what `store` throws, Fault 413 above `limit`, 507 when nothing can be kept.
http::Awaitable<void> take_in(Site& site, http::Exchange& exchange, std::uint64_t limit,
                              std::function<void(std::shared_ptr<ByteSource>)> store);

}  // namespace outfield::server
