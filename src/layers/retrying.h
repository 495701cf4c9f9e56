// Tries again what can help by trying again (stores/retries.h). A put is repeated when its source rewinds; a
// get goes on where it was cut; what a source or sink throws is never retried.
#pragma once

#include <memory>

#include "layers/layer.h"
#include "stores/retries.h"

namespace outfield {

std::unique_ptr<Storage> retrying(std::unique_ptr<Storage> inner, RetryPolicy policy = {});

}  // namespace outfield
