#include "cli/open_references.h"

#include <fmt/format.h>
#include <outfield/registry.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"
#include "modules/names.h"
#include "modules/table_name.h"

namespace outfield::cli {
namespace {

class StandIns {
  public:
    explicit StandIns(const std::vector<Module>& modules) {
        take(base_module());
        for (const auto& module : modules) take(module);
    }

    void stand_for(const Module& module) {
        for (const auto& name : module.depends) stand_for_module(module, name);
        for (const auto& model : module.models) {
            for (const auto& field : model.fields) stand_for_model(model, field);
            for (const auto& grant : model.grants)
                stand_for_group(model.origin, fmt::format("model '{}' gives rights to", model.name),
                                grant.group);
        }
        for (const auto& group : module.groups)
            for (const auto& implied : group.implies)
                stand_for_group(group.origin, fmt::format("group '{}' implies", group.name), implied);
    }

    void add_to(std::vector<Module>& modules) {
        Module of_models(free_name());
        for (auto& [name, model] : models_) of_models.models.push_back(std::move(model));
        if (!of_models.models.empty()) modules.push_back(std::move(of_models));
        for (auto& [name, module] : modules_) modules.push_back(std::move(module));
    }

    const std::vector<std::string>& words() const noexcept { return words_; }

  private:
    void take(const Module& module) {
        known_modules_.insert(module.name);
        for (const auto& model : module.models) {
            known_models_.insert(model.name);
            tables_.insert(table_name(model.name));
        }
    }

    void say(const std::string& origin, const std::string& what, std::string_view kind,
             const std::string& name, const std::set<std::string>& known) {
        const std::vector<std::string_view> names(known.begin(), known.end());
        const auto near = nearest(name, names);
        words_.push_back(fmt::format("{}: {} {} '{}', which none of these files declares{}", origin, what,
                                     kind, name, near ? fmt::format("; did you mean '{}'?", *near) : ""));
    }

    void stand_for_module(const Module& module, const std::string& name) {
        if (known_modules_.contains(name)) return;
        modules_.emplace(name, Module(name));
        auto others = known_modules_;
        others.erase(module.name);
        say(module.origin, fmt::format("module '{}' depends on", module.name), "module", name, others);
    }

    // A name that no module can give to a model is left to the Registry, which refuses it.
    void stand_for_model(const Model& model, const NamedField& field) {
        const auto& name = field.field.model;
        if (name.empty() || known_models_.contains(name) || model_name_fault(name)) return;
        const bool is_new = !models_.contains(name);
        if (is_new && !tables_.insert(table_name(name)).second) return;
        auto& other = models_[name];
        other.name = name;
        add_inverse(other, model, field.field);
        say(field.origin, fmt::format("field '{}' of '{}' points to", field.name, model.name), "model", name,
            known_models_);
    }

    static void add_inverse(Model& other, const Model& model, const Field& field) {
        if (field.inverse.empty() || other.find(field.inverse) || field_name_fault(field.inverse)) return;
        other.fields.push_back({field.inverse, field.type == FieldType::one2many
                                                   ? fields::many2one({}, model.name)
                                                   : fields::many2many({}, model.name)});
    }

    // The groups of a module that is among the files are all there.
    void stand_for_group(const std::string& origin, const std::string& what, const std::string& name) {
        const auto owner = name.substr(0, name.find('.'));
        if (known_modules_.contains(owner) || module_name_fault(owner) || group_name_fault(name, owner))
            return;
        auto& groups = modules_.emplace(owner, Module(owner)).first->second.groups;
        if (std::ranges::find(groups, name, &Group::name) == groups.end()) groups.push_back({name, {}, {}});
        say(origin, what, "group", name, {});
    }

    std::string free_name() const {
        std::string name = "elsewhere";
        while (known_modules_.contains(name) || modules_.contains(name)) name += '_';
        return name;
    }

    std::set<std::string> known_modules_, known_models_, tables_;
    std::map<std::string, Model> models_;
    std::map<std::string, Module> modules_;
    std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> open_references(std::vector<Module>& modules) {
    StandIns stand_ins(modules);
    for (const auto& module : modules) stand_ins.stand_for(module);
    stand_ins.add_to(modules);
    return stand_ins.words();
}

}  // namespace outfield::cli
