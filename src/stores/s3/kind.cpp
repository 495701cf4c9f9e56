#include "stores/s3/kind.h"

#include "stores/s3/bucket_name.h"
#include "stores/s3/probe.h"
#include "stores/s3/settings.h"
#include "stores/s3/storage.h"

namespace outfield::s3 {

static std::unique_ptr<Storage> open(const Settings& settings) {
    return std::make_unique<S3Storage>(parse_options(settings));
}

const StoreKind& store_kind() {
    static const StoreKind kind{
        .name = "s3",
        .title = "Amazon S3 and compatible",
        .settings = setting_specs(),
        .open = open,
        .probe = probe,
        .container_name_fault = bucket_name_fault,
        .presigns = true,
    };
    return kind;
}

}  // namespace outfield::s3
