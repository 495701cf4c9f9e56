// What stands in a nameless file, to be read as often as it takes.
#pragma once

#include <outfield/bytes.h>

#include <cstdint>
#include <memory>

#include "base/nameless_file.h"

namespace outfield {

// Its `size` bytes from `begin` on, which are there. It can be rewound. Errors: those of NamelessFile::read.
std::unique_ptr<ByteSource> source_from(std::shared_ptr<const NamelessFile> file, std::uint64_t size,
                                        std::uint64_t begin = 0);

}  // namespace outfield
