// A stored value on its way to a client.
#pragma once

#include <string>

#include "http/exchange.h"
#include "server/site.h"
#include "wire/conditions.h"
#include "wire/content_disposition.h"

namespace outfield::server {

struct DeliveryOptions {
    bool saved = false;     // offered as a file to save, whatever its type
    std::string file_name;  // empty: the attachment's
    std::string cache_control = "no-cache, private";
    bool redirects = true;  // to the store itself, where the container allows it
};

// What a GET or HEAD will be answered with.
struct Delivery {
    http::Answer answer;  // with the body, where it is short
    Attachment attachment;
    ByteRange range;       // of the value
    bool is_whole = true;  // answer.body is all there is to send
};

// Looks at the request's conditions and range: 200, 206, 304, 412, or Fault 416. Reads a short value at once,
// so that one that cannot be read is an error. Blocks: not from a coroutine.
Delivery plan_delivery(Site& site, const http::Exchange& exchange, const Attachment& attachment,
                       const DeliveryOptions& options);

// A value that cannot be read to its end is an error as long as nothing was sent; later the connection breaks
// off, and never ends as if the value were whole. A client that takes nothing for a while costs no thread.
http::Awaitable<void> deliver(Site& site, http::Exchange& exchange, Delivery delivery);

}  // namespace outfield::server
