#include "records/targets.h"

#include <fmt/format.h>
#include <outfield/error.h>

namespace outfield {

void Targets::check(const GivenValues& given) {
    for (const auto& target : given.targets) {
        if (known_.count(target) != 0) continue;
        const auto& [field, id] = target;
        if (!connection_.query_one(models_.get(field->field.model).find_one, {id}))
            throw Error(ErrorKind::invalid, fmt::format("model '{}', field '{}': there is no record {},{}",
                                                        model_.name, field->name, field->field.model, id));
        known_.insert(target);
    }
}

}  // namespace outfield
