#include "records/removal.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <set>

#include "catalog/attachments.h"
#include "catalog/trash.h"
#include "records/forgetting.h"
#include "sql/locking.h"

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

RecordIds attachments_of(sql::Connection& connection, const StoredModel& attachments,
                         const std::string& model, const std::string& list) {
    const auto& words = dialect_of(connection);
    const auto text = fmt::format(
        "SELECT \"id\" FROM {} WHERE \"res_id\" {} AND \"res_model\" = $2 ORDER BY \"id\"{}",
        attachments.table, among(words, ColumnType::integer, "$1"), sql::for_update(words.dialect));
    RecordIds ids;
    for (const auto& row : connection.query(text, {std::string_view(list), model}))
        ids.push_back(row.integer(0));
    return ids;
}

void remove_alone(sql::Connection& connection, const StoredModel& stored, const std::set<RecordId>& wanted,
                  const catalog::Telling& tell, const std::string& reason) {
    const auto list = json_list({wanted.begin(), wanted.end()});
    check_existence(connection, stored, wanted, list);
    for (const auto& reference : stored.references) let_go(connection, stored, reference, list);
    for (const auto& drop : stored.drop_links) connection.execute(drop, {std::string_view(list)});
    for (const auto record : wanted) condemn_values(connection, stored.model->name, record);
    connection.execute(stored.delete_some, {std::string_view(list)});
    forget_external_ids(connection, stored.model->name, list);
    for (const auto record : wanted) tell(connection, {"unlink", stored.model->name, record, reason});
}

}  // namespace

void remove_records(sql::Connection& connection, const StoredModels& models, const StoredModel& stored,
                    const RecordIds& ids, const catalog::Telling& tell, const std::string& reason) {
    if (ids.empty()) return;
    const std::set<RecordId> wanted(ids.begin(), ids.end());
    const auto list = json_list({wanted.begin(), wanted.end()});
    const auto& attachments = models.get("ir.attachment");
    const auto theirs = attachments_of(connection, attachments, stored.model->name, list);
    remove_alone(connection, stored, wanted, tell, reason);
    std::set<RecordId> others(theirs.begin(), theirs.end());
    if (&attachments == &stored)
        for (const auto id : wanted) others.erase(id);
    if (!others.empty())
        remove_alone(connection, attachments, others, tell, "with its record of " + stored.model->name);
}

}  // namespace outfield
