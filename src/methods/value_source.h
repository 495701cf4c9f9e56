// A stored value as a source of bytes, so that it can be stored once more.
#pragma once

#include <outfield/binary_fields.h>

#include <memory>

namespace outfield::methods {

// Gets the value some megabytes at a time; they are compared with the catalog's hash when all have passed.
// Rewinds. `binaries` outlives it.
std::shared_ptr<ByteSource> source_of_value(const BinaryFields& binaries, const Attachment& value);

}  // namespace outfield::methods
