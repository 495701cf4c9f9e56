// The kind of store "s3".
#pragma once

#include "stores/kind.h"

namespace outfield::s3 {

const StoreKind& store_kind();

}  // namespace outfield::s3
