#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/records.h>

#include <set>

#include "base/crash_point.h"
#include "catalog/attachments.h"
#include "catalog/catalog.h"
#include "catalog/trash.h"
#include "records/stored_model.h"

namespace outfield {
namespace {

void check_existence(sql::Connection& connection, const StoredModel& stored, std::set<RecordId> wanted,
                     const std::string& list) {
    for (const auto& row : connection.query(stored.find_some, {std::string_view(list)}))
        wanted.erase(row.integer(0));
    if (!wanted.empty())
        throw Error(ErrorKind::not_found,
                    fmt::format("there is no record {},{}", stored.model->name, *wanted.begin()));
}

void let_go(sql::Connection& connection, const StoredModel& stored, const StoredModel::Reference& reference,
            const std::string& list) {
    if (reference.field->field.required) {
        const auto holder = connection.query_one(reference.find_first, {std::string_view(list)});
        if (holder)
            throw Error(ErrorKind::conflict,
                        fmt::format("{},{} is needed by {},{}: its field '{}' is required",
                                    stored.model->name, holder->integer(1), reference.model->name,
                                    holder->integer(0), reference.field->name));
        return;
    }
    connection.execute(reference.unset, {std::string_view(list)});
}

void condemn_values(sql::Connection& connection, const std::string& model, RecordId record) {
    for (const auto& value : catalog::Attachments(connection).clear_record(model, record))
        catalog::Trash(connection).add(value, catalog::Trashed::Reason::unlinked);
}

}  // namespace

void Records::unlink(std::string_view model, const RecordIds& ids) {
    const auto& stored = models_->get(model);
    if (ids.empty()) return;
    const std::set<RecordId> wanted(ids.begin(), ids.end());
    const auto list = json_list({wanted.begin(), wanted.end()});
    catalog_.database().write([&](sql::Connection& connection) {
        check_existence(connection, stored, wanted, list);
        for (const auto& reference : stored.references) let_go(connection, stored, reference, list);
        for (const auto record : wanted) condemn_values(connection, stored.model->name, record);
        connection.execute(stored.delete_some, {std::string_view(list)});
        crash_point("unlinking");
    });
    crash_point("unlinked");
}

}  // namespace outfield
