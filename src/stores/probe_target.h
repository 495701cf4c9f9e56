// A container that a connection test tries out.
#pragma once

#include <outfield/probe.h>
#include <outfield/storage.h>

#include <functional>
#include <string>
#include <vector>

namespace outfield {

// What a connection test may do in a container: put a small object under `key`, read and remove it; or, where
// `refusal` says why nothing may be written there, only list.
struct ProbeLeave {
    std::string key;
    std::string refusal;
};

struct ProbeTarget {
    std::string container;
    std::string key_prefix;             // of all that is ours there
    std::function<ProbeLeave()> leave;  // asked once the server has let us in; may throw Error
};

// The end of a test that may not write. Throws what listing throws; `container` is its step then.
std::vector<ProbeStep> steps_of_listing(Storage& storage, const ProbeTarget& target,
                                        const std::string& refusal);

}  // namespace outfield
