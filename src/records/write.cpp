#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/records.h>
#include <outfield/time.h>

#include <set>

#include "catalog/attachments.h"
#include "catalog/catalog.h"
#include "catalog/trash.h"
#include "records/targets.h"
#include "records/uploading.h"

namespace outfield {
namespace {

RecordIds each_once(const RecordIds& ids) {
    const std::set<RecordId> sorted(ids.begin(), ids.end());
    return {sorted.begin(), sorted.end()};
}

void clear(sql::Connection& connection, const FieldAddress& address) {
    const auto value = catalog::Attachments(connection).clear(address);
    if (value) catalog::Trash(connection).add(*value, catalog::Trashed::Reason::cleared);
}

}  // namespace

void Records::write(std::string_view model, const RecordIds& asked, const Values& values) {
    const auto& stored = models_->get(model);
    const auto given = values_of_change(registry_, stored, values);
    const auto ids = each_once(asked);
    if (ids.empty()) return;

    Uploading uploading(staging_);
    for (std::size_t i = 0; i < ids.size(); ++i) uploading.stage(*stored.model, given);

    const auto text = stored.update(given.fields);
    const auto time = to_string(now());
    catalog_.database().write([&](sql::Connection& connection) {
        Targets(connection, *models_, *stored.model).check(given);
        std::vector<sql::Parameter> parameters{time};
        parameters.insert(parameters.end(), given.parameters.begin(), given.parameters.end());
        parameters.emplace_back(RecordId{0});
        for (std::size_t i = 0; i < ids.size(); ++i) {
            parameters.back() = ids[i];
            if (connection.execute(text, sql::Parameters(parameters)) == 0)
                throw Error(ErrorKind::not_found,
                            fmt::format("there is no record {},{}", stored.model->name, ids[i]));
            for (const auto* field : given.cleared)
                clear(connection, {stored.model->name, ids[i], field->name});
            uploading.attach(connection, *stored.model, ids[i], i);
        }
    });
    uploading.committed();
}

}  // namespace outfield
