#include "stores/ftp/kind.h"

#include "stores/ftp/probe.h"
#include "stores/ftp/settings.h"
#include "stores/ftp/storage.h"
#include "stores/tree/names.h"

namespace outfield::ftp {

const StoreKind& store_kind() {
    static const StoreKind kind{
        .name = "ftp",
        .title = "FTP server",
        .settings = setting_specs(),
        .open = [](const Settings& settings) -> std::unique_ptr<Storage> {
            return std::make_unique<FtpStorage>(read_options(settings));
        },
        .probe = probe,
        .container_name_fault = tree::container_name_fault,
    };
    return kind;
}

}  // namespace outfield::ftp
