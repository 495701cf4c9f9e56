// Copying inside the server.
#pragma once

#include <outfield/storage.h>

#include "stores/s3/client.h"
#include "stores/s3/settings.h"

namespace outfield::s3 {

// As ServerSideCopier::copy. Above copy_part_threshold (S3 allows 5 GiB) in parts.
void copy_inside(Client& client, const Options& options, const ObjectAddress& from, const ObjectAddress& to);

}  // namespace outfield::s3
