#include "methods/display_names.h"

#include <fmt/format.h>

namespace outfield::methods {

std::string display_name(const Model& model, RecordId id, const Value* name) {
    const auto* text = name == nullptr ? nullptr : std::get_if<std::string>(name);
    return text != nullptr && !text->empty() ? *text : fmt::format("{},{}", model.name, id);
}

DisplayNames display_names(Instance& instance, std::string_view model_name, const RecordIds& ids) {
    const auto& model = instance.registry().model(model_name);
    DisplayNames names;
    const bool has_name = model.find("name") != nullptr;
    for (const auto& record : instance.records().read(model.name, ids, {has_name ? "name" : "id"})) {
        const auto name = record.values.find("name");
        names.emplace(record.id,
                      display_name(model, record.id, name == record.values.end() ? nullptr : &name->second));
    }
    return names;
}

}  // namespace outfield::methods
