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
};

// Answers GET and HEAD with the value: 200, 206, 304, 412 or 416. A value that cannot be read is an error as
// long as nothing was sent; later the connection breaks off, and never ends as if the value were whole. A
// client that takes nothing for a while costs no thread.
http::Awaitable<void> deliver(Site& site, http::Exchange& exchange, const Attachment& attachment,
                              const DeliveryOptions& options);

}  // namespace outfield::server
