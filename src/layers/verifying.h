// After each put asks the store for its own word on the size, for stores whose put does not compare it
// itself: a PUT may be answered with success and still not have landed.
#pragma once

#include <memory>

#include "layers/layer.h"

namespace outfield {

// A store that says something else makes put throw ErrorKind::corrupt or unavailable, both retryable.
std::unique_ptr<Storage> verifying(std::unique_ptr<Storage> inner);

}  // namespace outfield
