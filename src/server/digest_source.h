// A source whose bytes must have a certain hash: at their end it throws ErrorKind::invalid when they have
// another one, so that nothing of them is stored.
#pragma once

#include <outfield/bytes.h>
#include <outfield/sha256.h>

#include <memory>

namespace outfield::server {

std::shared_ptr<ByteSource> digest_checked(std::shared_ptr<ByteSource> inner, const Sha256& expected);

}  // namespace outfield::server
