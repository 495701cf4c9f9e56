#include "stores/memory/kind.h"

#include "stores/memory/storage.h"

namespace outfield::memory {
namespace {

std::unique_ptr<Storage> open(const Settings& settings) {
    check_settings("memory", {}, settings);
    return std::make_unique<MemoryStorage>();
}

std::vector<ProbeStep> probe(const Settings&, const std::optional<ProbeTarget>&) {
    return {{"permission", ProbeStep::Outcome::passed, "the memory of this process can always be used", ""}};
}

}  // namespace

const StoreKind& store_kind() {
    static const StoreKind kind{
        .name = "memory",
        .title = "Memory (for tests)",
        .settings = {},
        .open = open,
        .probe = probe,
        .container_name_fault = container_name_fault,
    };
    return kind;
}

}  // namespace outfield::memory
