#include "stores/probe_target.h"

namespace outfield {

std::vector<ProbeStep> steps_of_listing(Storage& storage, const ProbeTarget& target,
                                        const std::string& refusal) {
    storage.list(target.container, target.key_prefix, std::nullopt);
    return {{"container", ProbeStep::Outcome::passed, "It can be listed.", ""},
            {"writing", ProbeStep::Outcome::skipped, "Nothing was written: " + refusal, ""}};
}

}  // namespace outfield
