// A store that is read and never written to: for a catalog that was copied into another environment.
#pragma once

#include <memory>
#include <string>

#include "layers/layer.h"

namespace outfield {

// put, remove and create_container throw ErrorKind::denied with `reason`; there is no server-side copier.
std::unique_ptr<Storage> read_only(std::unique_ptr<Storage> inner, std::string reason);

}  // namespace outfield
