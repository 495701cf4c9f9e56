// What becomes of operations on stores: counted, and told to the log.
#pragma once

#include <memory>

#include "layers/observer.h"
#include "server/log.h"
#include "server/metrics.h"

namespace outfield::server {

// One event an operation, "store": of a put, a removal and whatever failed at level info, else debug.
std::shared_ptr<StoreObserver> watch_stores(std::shared_ptr<Log> log, std::shared_ptr<Metrics> metrics);

}  // namespace outfield::server
