// The versions of one object, in a bucket that keeps them.
#pragma once

#include <outfield/storage.h>

#include <vector>

#include "stores/s3/client.h"

namespace outfield::s3 {

// As VersionReader::versions. A bucket that never kept versions gives the object that stands, as "null".
// However many delete markers there are, only the first few pages are asked for.
std::vector<ObjectVersion> versions_of(Client& client, const ObjectAddress& address, std::size_t most);

}  // namespace outfield::s3
