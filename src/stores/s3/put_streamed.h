// Storing one object in one request without holding it in memory.
#pragma once

#include <outfield/storage.h>

#include <string>

#include "stores/s3/client.h"

namespace outfield::s3 {

// Reads and hashes between what it sends. The payload is not signed, because its hash is
// known only afterwards; the server's word on the size is compared instead. Throws as Storage::put.
Stored put_streamed(Client& client, const ObjectAddress& address, ByteSource& source, std::uint64_t size,
                    const std::string& media_type);

}  // namespace outfield::s3
