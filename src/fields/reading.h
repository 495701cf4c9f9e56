// Reading a stored value so that other bytes than the catalog's are an error.
#pragma once

#include <outfield/binary_fields.h>
#include <outfield/bytes.h>
#include <outfield/storage.h>
#include <outfield/value.h>

namespace outfield {

// Delivers the range of the value and compares what came with the size, and a whole value with the SHA-256,
// of `attachment`. ErrorKind::corrupt: the store has other bytes, or none; an unreachable store keeps its own
// kind.
void read_verified(Storage& storage, const Attachment& attachment, ByteSink& sink, ByteRange range);

// The rest of a whole value, behind what `progress` has seen.
void read_on_verified(Storage& storage, const Attachment& attachment, ByteSink& sink, ReadProgress& progress);

}  // namespace outfield
