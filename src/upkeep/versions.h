// Older versions of a value's object, where its store keeps some.
#pragma once

#include <optional>
#include <string>

#include "catalog/blobs.h"
#include "catalog/catalog.h"
#include "connections/connections.h"

namespace outfield {

// The newest of the last versions whose size and SHA-256 are what the catalog names; nullopt: none is, or the
// store keeps none. Reads those of the right size, a fixed number of them at most. What cannot be read is no
// error while another one is whole; else the last such error is thrown.
std::optional<std::string> whole_version(catalog::Catalog& catalog, Connections& connections,
                                         const catalog::Blob& blob);

}  // namespace outfield
