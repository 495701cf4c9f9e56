// Looking at one object.
#pragma once

#include <outfield/storage.h>

#include "stores/s3/client.h"

namespace outfield::s3 {

// As Storage::stat. An answer to HEAD has no body, so whatever is no success is asked again by GET of the
// first byte: only S3's own code tells a missing object from a missing bucket, a refusal and a proxy's page.
std::optional<ObjectInfo> stat_object(Client& client, const ObjectAddress& address);

// After a put whose bytes the server did not check itself. An object of another size is removed again and
// ErrorKind::corrupt (retryable); when the server cannot be asked the outcome is unknown.
void prove_size(Client& client, const ObjectAddress& address, std::uint64_t size);

}  // namespace outfield::s3
