#include "records/parameter_list.h"

namespace outfield {

std::vector<sql::Parameter> ParameterList::view() const {
    std::vector<sql::Parameter> parameters;
    parameters.reserve(values_.size());
    for (const auto& value : values_)
        std::visit([&](const auto& held) { parameters.emplace_back(held); }, value);
    return parameters;
}

}  // namespace outfield
