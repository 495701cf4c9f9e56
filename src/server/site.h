// What every route works with.
#pragma once

#include <outfield/instance.h>

#include <functional>

#include "access/access.h"
#include "http/workers.h"
#include "methods/methods.h"
#include "server/change_watch.h"
#include "server/events.h"
#include "server/health.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/options.h"
#include "server/tasks.h"
#include "server/transfer_places.h"
#include "uploads/resumable_uploads.h"
#include "wire/call.h"

namespace outfield::server {

// Borrowed; each part is thread-safe.
struct Site {
    Instance& instance;
    access::Access& access;
    methods::Methods& methods;
    uploads::ResumableUploads& uploads;
    const Options& options;
    Log& log;
    Metrics& metrics;
    Health& health;
    Events& events;
    ChangeWatch& changes;
    Tasks& tasks;
    std::function<std::size_t()> connections;  // how many are open
    http::Workers& lookups;                    // short work: the catalog, small values of local stores
    http::Workers& proofs;                     // of passwords of those who want short work
    http::Workers& workers;                    // what may wait for a store: OpenERP's methods, changes
    http::Workers& transfers;                  // bytes on their way to and from the stores
    TransferPlaces& places;                    // of those that come from a client
    wire::ValueBudget& values;                 // of all calls of methods
};

}  // namespace outfield::server
