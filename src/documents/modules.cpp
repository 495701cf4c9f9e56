#include "documents/modules.h"

#include <boost/json.hpp>

#include "documents/text.h"

namespace outfield {

namespace json = boost::json;

json::object to_json(const Module& module) {
    json::array models;
    for (const auto& model : module.models) models.push_back(json_text(model.name));
    return {{"name", module.name},
            {"title", json_text(module.title)},
            {"depends", json_texts(module.depends)},
            {"models", std::move(models)}};
}

}  // namespace outfield
