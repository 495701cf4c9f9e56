// The memory store as a kind: it takes no settings, and what it holds ends with the process.
#pragma once

#include "stores/kind.h"

namespace outfield::memory {

const StoreKind& store_kind();

}  // namespace outfield::memory
