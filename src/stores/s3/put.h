// Storing one object: in one request from memory, in one request as a stream, or in parts.
#pragma once

#include <outfield/storage.h>

#include <string>

#include "stores/s3/client.h"
#include "stores/s3/settings.h"

namespace outfield::s3 {

// As Storage::put. The source is only ever read on the calling thread. Takes memory for the object up to the
// threshold, else for parallel_parts parts (one more when the size is not known) or for a few MiB without
// multipart. What is in memory is sent again by itself after a passing failure, when the source cannot rewind
// or when it is one part of many.
Stored store_object(Client& client, const Options& options, const ObjectAddress& address, ByteSource& source,
                    const std::string& media_type);

}  // namespace outfield::s3
