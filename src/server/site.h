// What every route works with.
#pragma once

#include <outfield/instance.h>

#include "access/access.h"
#include "http/workers.h"
#include "methods/methods.h"
#include "server/options.h"

namespace outfield::server {

// Borrowed; each part is thread-safe.
struct Site {
    Instance& instance;
    access::Access& access;
    methods::Methods& methods;
    const Options& options;
    http::Workers& workers;    // short work: the catalog, small values
    http::Workers& transfers;  // bytes on their way to and from the stores
};

}  // namespace outfield::server
