#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/registry.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "modules/check_groups.h"
#include "modules/check_module.h"
#include "modules/check_relations.h"
#include "modules/fault.h"

namespace outfield {

static constexpr std::size_t most_names = 20;  // that a message lists

static void fill_in(Module& module) {
    for (auto& model : module.models) {
        model.module = module.name;
        for (auto& [name, field, origin] : model.fields)
            if (field.type == FieldType::binary && field.store == "database") field.store.clear();
    }
}

static void add_base(std::vector<Module>& modules) {
    const auto base = std::find_if(modules.begin(), modules.end(), [](auto& m) { return m.name == "base"; });
    if (base == modules.end())
        modules.insert(modules.begin(), base_module());
    else if (*base != base_module())
        refuse(*base, "this name belongs to the module that is always there; choose another one");
    else
        std::rotate(modules.begin(), base, base + 1);
}

Registry::Registry(std::vector<Module> modules) {
    for (auto& module : modules) {
        fill_in(module);
        check_module(module);
    }
    add_base(modules);
    modules_ = in_order_of_dependency(std::move(modules));
    models_ = models_by_name(modules_);
    check_relations(models_);
    check_groups(modules_);
}

[[noreturn]] static void refuse_unknown(const std::string& thing, std::string_view name,
                                        const std::vector<std::string_view>& known) {
    std::string hint;
    if (const auto near = nearest(name, known))
        hint = fmt::format("; did you mean '{}'?", *near);
    else if (!known.empty() && known.size() <= most_names)
        hint = fmt::format("; there are: {}", fmt::join(known, ", "));
    throw Error(ErrorKind::not_found, fmt::format("there is no {}{}", thing, hint));
}

const Module& Registry::module(std::string_view name) const {
    std::vector<std::string_view> known;
    for (const auto& module : modules_) {
        if (module.name == name) return module;
        known.push_back(module.name);
    }
    refuse_unknown("module " + in_quotes(name), name, known);
}

const Model& Registry::model(std::string_view name) const {
    const auto found = models_.find(name);
    if (found != models_.end()) return *found->second;
    std::vector<std::string_view> known;
    for (const auto& [other, unused] : models_) known.push_back(other);
    refuse_unknown("model " + in_quotes(name), name, known);
}

const Field& Registry::field(std::string_view model_name, std::string_view name) const {
    const Model& declared = model(model_name);
    if (const Field* field = declared.find(name)) return *field;
    std::vector<std::string_view> known;
    for (const auto& field : declared.fields) known.push_back(field.name);
    refuse_unknown(fmt::format("field {} on model '{}'", in_quotes(name), declared.name), name, known);
}

bool Registry::has_model(std::string_view name) const noexcept {
    return models_.find(name) != models_.end();
}

}  // namespace outfield
