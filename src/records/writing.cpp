#include "records/writing.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "catalog/attachments.h"
#include "catalog/trash.h"

namespace outfield {

void Writing::clear(const FieldAddress& address) {
    const auto value = catalog::Attachments(connection_).clear(address);
    if (!value) return;
    catalog::Trash(connection_).add(*value, catalog::Trashed::Reason::cleared);
    tell_(connection_, {"file.delete", address.model, address.record, address.field});
}

void Writing::tell(std::string_view action, const StoredModel& model, const RecordIds& ids,
                   const Values& values) {
    if (!tell_.keeps_changes_of(model.model->name)) return;
    std::vector<std::string_view> names;
    for (const auto& [name, value] : values) names.push_back(name);
    const auto detail = fmt::format("{}", fmt::join(names, ", "));
    for (const auto id : ids) tell_(connection_, {action, model.model->name, id, detail});
}

RecordId Writing::insert(const StoredModel& model, const GivenValues& given, RecordId owner) {
    targets_.check(*model.model, given);
    parameters_.assign({stamp_.time, stamp_.user()});
    parameters_.insert(parameters_.end(), given.parameters.begin(), given.parameters.end());
    if (given.owner) parameters_[2 + *given.owner] = owner;
    const auto record = connection_.query(model.insert, sql::Parameters(parameters_)).at(0).integer(0);
    uploading_.attach(connection_, *model.model, record, staged_++);
    run_all(model, record, given);
    return record;
}

void Writing::update(const StoredModel& model, RecordId record, const GivenValues& given) {
    targets_.check(*model.model, given);
    parameters_.assign({stamp_.time, stamp_.user()});
    parameters_.insert(parameters_.end(), given.parameters.begin(), given.parameters.end());
    parameters_.emplace_back(record);
    if (connection_.execute(given.update, sql::Parameters(parameters_)) == 0)
        throw Error(ErrorKind::not_found, fmt::format("there is no record {},{}", model.model->name, record));
    for (const auto* field : given.cleared) clear({model.model->name, record, field->name});
    uploading_.attach(connection_, *model.model, record, staged_++);
    run_all(model, record, given);
}

}  // namespace outfield
