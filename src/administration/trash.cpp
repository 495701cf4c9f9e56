#include "catalog/trash.h"

#include <fmt/format.h>
#include <outfield/binary_fields.h>
#include <outfield/error.h>
#include <outfield/records.h>
#include <outfield/trash.h>

#include <algorithm>

#include "administration/loose_attachment.h"
#include "catalog/catalog.h"
#include "catalog/containers.h"
#include "catalog/horizon.h"

namespace outfield {
namespace {

constexpr std::size_t page_size = 1000;

TrashedValue summary(const catalog::Trashed& row) {
    return {.blob = row.value.blob,
            .address = row.value.address,
            .file_name = row.value.file_name,
            .reason = std::string(to_string(row.reason)),
            .configuration = row.configuration_name,
            .container = row.container_name,
            .key = row.key,
            .size = row.size,
            .media_type = row.media_type,
            .condemned_at = row.condemned_at,
            .removable_at = row.removable_at};
}

}  // namespace

void TrashCan::list(std::int64_t container, const std::function<void(const TrashedValue&)>& each) const {
    std::int64_t after = 0;
    for (;;) {
        const auto some = page(container, after, page_size);
        for (const auto& value : some) each(value);
        if (some.size() < page_size) return;
        after = some.back().blob;
    }
}

std::vector<TrashedValue> TrashCan::page(std::int64_t container, std::int64_t after,
                                         std::size_t limit) const {
    const auto rows = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::Trash(connection).page(container, after, limit);
    });
    std::vector<TrashedValue> values;
    values.reserve(rows.size());
    for (const auto& row : rows) values.push_back(summary(row));
    return values;
}

FieldAddress TrashCan::restore(std::int64_t blob, const RestoreOptions& how) {
    const auto row = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::Trash(connection).find(blob);
    });
    if (!row)
        throw Error(ErrorKind::not_found,
                    fmt::format("object {} is not in the trash (outfield trash list shows what is)", blob));
    const auto& name = row->value.file_name;
    const auto put_back = [&](const FieldAddress& to) { binaries_.put_back(to, blob, name, how.replace); };
    if (how.as_attachment) return attach_to_new_record(records_, name, put_back);
    auto address = how.to.value_or(row->value.address);
    put_back(address);
    return address;
}

RecoveryHorizon TrashCan::horizon() const {
    RecoveryHorizon horizon;
    const auto rows = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        horizon.since = catalog::kept_horizon(connection);
        return catalog::Containers(connection).all();
    });
    for (const auto& row : rows) {
        if (row.kind == "database") continue;
        horizon.containers.push_back({row.configuration_name, row.name, row.retention, row.horizon});
        horizon.since = std::max(horizon.since, row.horizon);
    }
    return horizon;
}

}  // namespace outfield
