// The store of kind "directory": a local or mounted file system.
#pragma once

#include "stores/kind.h"

namespace outfield::directory {

const StoreKind& store_kind();

}  // namespace outfield::directory
