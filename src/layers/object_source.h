// A source over an object in a store: a thread of its own gets the bytes ahead, up to a fixed buffer. It
// joins get, which pushes, to put, which pulls. Rewinds by getting anew.
#pragma once

#include <outfield/bytes.h>
#include <outfield/storage.h>

#include <functional>
#include <memory>

namespace outfield {

// `storage` outlives the source. What get throws is thrown by read.
std::unique_ptr<ByteSource> source_from_object(Storage& storage, ObjectAddress address, std::uint64_t size);

// The same over whatever `get` delivers; what it reaches outlives the source.
std::unique_ptr<ByteSource> source_from_get(std::function<void(ByteSink&)> get, std::uint64_t size);

}  // namespace outfield
