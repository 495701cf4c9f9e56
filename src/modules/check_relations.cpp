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

namespace {

// Which model has a table, its own or that of links.
class Tables {
  public:
    void take(const std::string& table, const Model& model, const NamedField* field) {
        const auto [other, is_free] = owners_.emplace(table, &model);
        if (is_free) return;
        const auto reason = fmt::format("its table {} is that of model '{}' of module '{}'", table,
                                        other->second->name, other->second->module);
        field == nullptr ? refuse(model, reason) : refuse(model, *field, reason);
    }

  private:
    std::map<std::string, const Model*> owners_;
};

void take_link_tables(Tables& tables, const Model& model) {
    for (const auto& field : model.fields)
        if (field.field.type == FieldType::many2many && field.field.inverse.empty())
            tables.take(link_table_name(model.name, field.name), model, &field);
}

}  // namespace

ModelsByName models_by_name(const std::vector<Module>& modules) {
    ModelsByName models;
    Tables tables;
    for (const auto& module : modules) {
        for (const auto& model : module.models) {
            const auto [known, is_new] = models.emplace(model.name, &model);
            if (!is_new) refuse(model, fmt::format("module '{}' declares it already", known->second->module));
            tables.take(table_name(model.name), model, nullptr);
            take_link_tables(tables, model);
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

// Whether a field of `model` to another one may have this field there as its inverse.
static bool leads_back(const Field& there, const Model& model, FieldType type) {
    if (there.model != model.name) return false;
    if (type == FieldType::one2many) return there.type == FieldType::many2one;
    return there.type == FieldType::many2many && there.inverse.empty();
}

static void check_inverse(const Model& other, const Model& model, const NamedField& field) {
    const auto type = field.field.type;
    const Field* inverse = other.find(field.field.inverse);
    if (inverse != nullptr && leads_back(*inverse, model, type)) return;
    std::vector<std::string_view> known;
    for (const auto& declared : other.fields)
        if (leads_back(declared.field, model, type) && &declared != &field) known.push_back(declared.name);
    const auto hint = known.size() == 1 ? fmt::format("; did you mean '{}'?", known[0])
                                        : did_you_mean(field.field.inverse, known);
    refuse(
        model, field,
        fmt::format("its inverse {} is no {} of '{}' that points to '{}'{}{}", in_quotes(field.field.inverse),
                    to_string(type == FieldType::one2many ? FieldType::many2one : type), other.name,
                    model.name, type == FieldType::many2many ? " and has no inverse itself" : "", hint));
}

static bool is_relation(const Field& field) {
    return field.type == FieldType::many2one || field.type == FieldType::one2many ||
           field.type == FieldType::many2many;
}

void check_relations(const ModelsByName& models) {
    for (const auto& [name, model] : models) {
        for (const auto& field : model->fields) {
            if (!is_relation(field.field)) continue;
            const Model& other = target(models, *model, field);
            if (other.is_view && !model->is_view)
                refuse(*model, field,
                       fmt::format("points to model '{}', whose records are the catalog's own", other.name));
            if (!field.field.inverse.empty()) check_inverse(other, *model, field);
        }
    }
}

}  // namespace outfield
