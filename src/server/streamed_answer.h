// An answer that a thread writes while a coroutine sends it: whole, where it is short, else in chunks.
#pragma once

#include <functional>
#include <string>

#include "http/exchange.h"
#include "server/site.h"
#include "wire/text_sink.h"

namespace outfield::server {

// Runs `write` on one of the workers and answers 200 with what it wrote. It may throw until it has written a
// megabyte; then `on_error` writes another answer instead, of status 200 too. Later the connection breaks
// off. `headers` is asked when the answer begins. The thread hardly waits for a client that does not take the
// answer: the rest goes to a nameless file in the temporary directory.
http::Awaitable<void> answer_streamed(Site& site, http::Exchange& exchange, std::string_view media_type,
                                      std::function<void(wire::TextSink&)> write,
                                      std::function<void(wire::TextSink&, std::exception_ptr)> on_error,
                                      std::function<http::Headers()> headers = {});

}  // namespace outfield::server
