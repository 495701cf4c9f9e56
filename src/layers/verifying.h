// After each put and removal asks the store for its own word on the size, for stores whose put does not
// compare it itself: a PUT may be answered with success and still not have landed.
#pragma once

#include <memory>

#include "layers/layer.h"

namespace outfield {

// Exactly one stat follows each put. A store that says something else makes put throw ErrorKind::unavailable
// (nothing is there) or corrupt (another size, and it is removed again); one that cannot be asked leaves the
// outcome unknown. All are retryable. A removal is looked at likewise: unavailable while the object is there.
std::unique_ptr<Storage> verifying(std::unique_ptr<Storage> inner);

}  // namespace outfield
