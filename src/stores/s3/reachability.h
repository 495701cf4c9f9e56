// Whether a server can be reached at all, before any credentials are shown to it.
#pragma once

#include <outfield/time.h>

#include <optional>
#include <vector>

#include "stores/kind.h"
#include "stores/s3/settings.h"

namespace outfield::s3 {

struct Reached {
    std::vector<ProbeStep> steps;      // "name", "port", "tls"; the last one failed, or none did
    std::optional<Time> server_clock;  // as the answer says
    bool answered = false;
};

// One request without a signature; any answer will do.
Reached reach(const Options& options);

}  // namespace outfield::s3
