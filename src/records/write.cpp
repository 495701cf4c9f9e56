#include <outfield/records.h>
#include <outfield/time.h>

#include <set>

#include "catalog/catalog.h"
#include "records/writing.h"

namespace outfield {

static RecordIds each_once(const RecordIds& ids) {
    const std::set<RecordId> sorted(ids.begin(), ids.end());
    return {sorted.begin(), sorted.end()};
}

void Records::write(std::string_view model, const RecordIds& asked, const Values& values, RecordId author) {
    const auto& stored = models_->get_writable(model);
    const auto given = values_of_change(*models_, stored, values);
    const auto ids = each_once(asked);
    if (ids.empty()) return;

    Uploading uploading(staging_);
    for (std::size_t i = 0; i < ids.size(); ++i) uploading.stage(*stored.model, given);

    const auto time = to_string(now());
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        Writing writing(connection, *models_, uploading, {time, author}, tell);
        for (const auto id : ids) writing.update(stored, id, given);
        writing.tell("write", stored, ids, values);
    });
    uploading.committed();
}

}  // namespace outfield
