#include "methods/model_rules.h"

#include <algorithm>
#include <map>

namespace outfield::methods {

const ExtraField* ModelRules::find(std::string_view field) const noexcept {
    const auto found =
        std::ranges::find(extra_fields, field, [](const ExtraField& e) { return e.named.name; });
    return found == extra_fields.end() ? nullptr : &*found;
}

const ModelRules& rules_of(std::string_view model) noexcept {
    static const ModelRules ordinary;
    static const std::map<std::string_view, ModelRules> all{
        {"ir.attachment", attachment_rules()},
        {"res.users", user_rules()},
        {"res.groups", group_rules()},
        {"ir.model.data", external_id_rules()},
        {"ir.model", reflection_rules()},
        {"ir.model.fields", reflection_rules()},
        {"ir.module.module", reflection_rules()},
        {"external.storage.configuration", configuration_rules()},
        {"external.storage.container", container_rules()},
    };
    const auto found = all.find(model);
    return found == all.end() ? ordinary : found->second;
}

}  // namespace outfield::methods
