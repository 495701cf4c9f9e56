// Content-Digest and Repr-Digest (RFC 9530): `sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:`.
#pragma once

#include <outfield/sha256.h>

#include <optional>
#include <string>
#include <string_view>

namespace outfield::wire {

// The SHA-256; nullopt when there are other algorithms alone, which are not checked. Throws
// ErrorKind::invalid.
std::optional<Sha256> parse_digest(std::string_view header);

std::string render_digest(const Sha256& hash);

}  // namespace outfield::wire
