// Storing one object in one request without holding it in memory.
#pragma once

#include <outfield/storage.h>

#include <string>

#include "stores/s3/client.h"

namespace outfield::s3 {

// The source is read and hashed on the calling thread while another one sends. The payload is not signed,
// because its hash is known only afterwards. Throws as Storage::put; does not repeat what the client learns
// from a refusal, but says that trying again helps.
Stored put_streamed(Client& client, const ObjectAddress& address, ByteSource& source, std::uint64_t size,
                    const std::string& media_type);

}  // namespace outfield::s3
