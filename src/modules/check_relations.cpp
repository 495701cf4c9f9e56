#include "modules/check_relations.h"

#include <fmt/format.h>

#include "base/text.h"
#include "modules/fault.h"
#include "modules/table_name.h"

namespace outfield {

static std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
    const auto near = nearest(word, known);
    return near ? fmt::format("; did you mean '{}'?", *near) : "";
}

ModelsByName models_by_name(const std::vector<Module>& modules) {
    ModelsByName models;
    std::map<std::string, const Model*> tables;
    for (const auto& module : modules) {
        for (const auto& model : module.models) {
            const auto [known, is_new] = models.emplace(model.name, &model);
            if (!is_new) refuse(model, fmt::format("module '{}' declares it already", known->second->module));
            const auto [other, is_free] = tables.emplace(table_name(model.name), &model);
            if (!is_free)
                refuse(model, fmt::format("its table {} is that of model '{}' of module '{}'", other->first,
                                          other->second->name, other->second->module));
        }
    }
    return models;
}

static const Model& target(const ModelsByName& models, const Model& model, const NamedField& field) {
    const auto found = models.find(field.field.model);
    if (found != models.end()) return *found->second;
    std::vector<std::string_view> known;
    for (const auto& [name, unused] : models) known.push_back(name);
    refuse(model, field,
           fmt::format("points to model {}, which no module declares{}", in_quotes(field.field.model),
                       did_you_mean(field.field.model, known)));
}

static void check_inverse(const Model& other, const Model& model, const NamedField& field) {
    const Field* inverse = other.find(field.field.inverse);
    if (inverse != nullptr && inverse->type == FieldType::many2one && inverse->model == model.name) return;
    std::vector<std::string_view> known;
    for (const auto& declared : other.fields)
        if (declared.field.type == FieldType::many2one && declared.field.model == model.name)
            known.push_back(declared.name);
    const auto hint = known.size() == 1 ? fmt::format("; did you mean '{}'?", known[0])
                                        : did_you_mean(field.field.inverse, known);
    refuse(model, field,
           fmt::format("its inverse {} is no many2one of '{}' that points to '{}'{}",
                       in_quotes(field.field.inverse), other.name, model.name, hint));
}

void check_relations(const ModelsByName& models) {
    for (const auto& [name, model] : models) {
        for (const auto& field : model->fields) {
            const bool to_many = field.field.type == FieldType::one2many;
            if (!to_many && field.field.type != FieldType::many2one) continue;
            const Model& other = target(models, *model, field);
            if (to_many) check_inverse(other, *model, field);
        }
    }
}

}  // namespace outfield
