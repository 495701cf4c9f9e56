#include <outfield/records.h>

#include "base/crash_point.h"
#include "catalog/catalog.h"
#include "records/removal.h"

namespace outfield {

void Records::unlink(std::string_view model, const RecordIds& ids) {
    const auto& stored = models_->get_writable(model);
    if (ids.empty()) return;
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        remove_records(connection, *models_, stored, ids, tell);
        crash_point("unlinking");
    });
    crash_point("unlinked");
}

}  // namespace outfield
