#include "records/targets.h"

#include <fmt/format.h>
#include <outfield/error.h>

namespace outfield {

void Targets::check(const Model& model, const GivenValues& given) {
    for (const auto& target : given.targets) {
        if (known_.count(target) != 0) continue;
        const auto& [field, id] = target;
        check_target(connection_, model, *field, models_.get(field->field.model), id);
        known_.insert(target);
    }
}

void check_target(sql::Connection& connection, const Model& model, const NamedField& field,
                  const StoredModel& other, RecordId id) {
    if (!connection.query_one(other.find_one, {id}))
        throw Error(ErrorKind::invalid, fmt::format("model '{}', field '{}': there is no record {},{}",
                                                    model.name, field.name, other.model->name, id));
}

}  // namespace outfield
