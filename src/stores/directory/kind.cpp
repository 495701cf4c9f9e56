#include "stores/directory/kind.h"

#include "stores/directory/probe.h"
#include "stores/directory/settings.h"
#include "stores/directory/storage.h"
#include "stores/tree/names.h"

namespace outfield::directory {

const StoreKind& store_kind() {
    static const StoreKind kind{
        .name = "directory",
        .title = "Directory of this machine",
        .settings = setting_specs(),
        .open = [](const Settings& settings) -> std::unique_ptr<Storage> {
            return std::make_unique<DirectoryStorage>(read_options(settings));
        },
        .probe = probe,
        .container_name_fault = tree::container_name_fault,
    };
    return kind;
}

}  // namespace outfield::directory
