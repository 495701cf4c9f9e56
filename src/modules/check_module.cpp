#include "modules/check_module.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "modules/check_field.h"
#include "modules/check_groups.h"
#include "modules/fault.h"
#include "modules/names.h"

namespace outfield {

static void check_model(const Model& model) {
    if (const auto fault = model_name_fault(model.name)) refuse(model, *fault);
    if (!printable(model.title)) refuse(model, "the title is not UTF-8, or has a NUL");
    if (model.is_view && model.module != "base") refuse(model, "only the base module has views");
    check_grants(model);
    std::set<std::string_view> seen;
    for (const auto& field : model.fields) {
        if (!seen.insert(field.name).second) refuse(model, field, "is declared twice");
        if (const auto fault = field_fault(field)) refuse(model, field, *fault);
    }
}

void check_module(const Module& module) {
    if (const auto fault = module_name_fault(module.name)) refuse(module, *fault);
    if (!printable(module.title)) refuse(module, "the title is not UTF-8, or has a NUL");
    for (const auto& name : module.depends) {
        if (const auto fault = module_name_fault(name))
            refuse(module, fmt::format("depends on {}: {}", in_quotes(name), *fault));
        if (std::count(module.depends.begin(), module.depends.end(), name) > 1)
            refuse(module, fmt::format("depends twice on '{}'", name));
    }
    std::set<std::string_view> seen;
    for (const auto& model : module.models) {
        if (!seen.insert(model.name).second) refuse(model, "is declared twice");
        check_model(model);
    }
    std::set<std::string_view> groups;
    for (const auto& group : module.groups) {
        if (!groups.insert(group.name).second) refuse(group, "is declared twice");
        check_group(module, group);
    }
}

}  // namespace outfield
