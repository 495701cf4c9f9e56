// Reading one object.
#pragma once

#include <outfield/storage.h>

#include "stores/s3/client.h"

namespace outfield::s3 {

// As Storage::get. The sink is only ever called on the calling thread; for a large body the network runs
// beside it.
void read_object(Client& client, const ObjectAddress& address, ByteSink& sink, ByteRange range);

// As VersionReader::get_version; a length of 0 asks nothing.
void read_version(Client& client, const ObjectAddress& address, const std::string& version, ByteSink& sink,
                  ByteRange range);

}  // namespace outfield::s3
