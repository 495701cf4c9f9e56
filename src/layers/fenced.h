// A store that asks before it is written to: for containers that may belong to another environment.
#pragma once

#include <memory>
#include <string>

#include "layers/layer.h"

namespace outfield {

class Guard {
  public:
    virtual ~Guard() = default;

    // Asked before every put, remove and copy into the container. Throws ErrorKind::denied to forbid it.
    // Thread-safe; gets the store inside the fence.
    virtual void before_write(Storage& inner, const std::string& container) = 0;
    virtual void before_create() = 0;
};

std::unique_ptr<Storage> fenced(std::unique_ptr<Storage> inner, std::shared_ptr<Guard> guard);

}  // namespace outfield
