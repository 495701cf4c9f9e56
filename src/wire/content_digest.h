// Content-Digest and Repr-Digest (RFC 9530): `sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:`.
#pragma once

#include <outfield/sha256.h>

#include <string>
#include <string_view>

namespace outfield::wire {

// The SHA-256, beside whatever else there is. Throws ErrorKind::invalid also where there are other algorithms
// alone: a digest that nobody checks is not silently taken.
Sha256 parse_digest(std::string_view header);

std::string render_digest(const Sha256& hash);

}  // namespace outfield::wire
