// The store of kind "ftp".
#pragma once

#include "stores/kind.h"

namespace outfield::ftp {

const StoreKind& store_kind();

}  // namespace outfield::ftp
