#include "modules/base_models.h"

namespace outfield {
namespace {

Field origin() {
    return fields::selection("State", {{"base", "Declared by a module"}, {"manual", "Custom"}});
}

Model model() {
    return {"ir.model",
            "Model",
            {{"name", fields::character("Name", {.required = true})},
             {"model", fields::character("Model", {.required = true, .index = true})},
             {"modules", fields::character("Module", {.help = "The module that declares it"})},
             {"state", origin()},
             {"info", fields::text("Information")}},
            "base"};
}

Model field() {
    return {
        "ir.model.fields",
        "Field",
        {{"model", fields::character("Model", {.required = true, .index = true})},
         {"model_id", fields::many2one("Model", "ir.model", {.required = true})},
         {"name", fields::character("Name", {.required = true, .index = true})},
         {"field_description", fields::character("Label")},
         {"ttype", fields::character("Type", {.required = true})},
         {"relation", fields::character("Related model")},
         {"relation_field", fields::character("Field there")},
         {"store", fields::character("Store", {.help = "database, or where its files live: s3, ftp, ..."})},
         {"required", fields::boolean("Required")},
         {"readonly", fields::boolean("Read-only")},
         {"modules", fields::character("Module", {.help = "The module that declares it"})},
         {"state", origin()}},
        "base"};
}

Model module() {
    return {"ir.module.module",
            "Module",
            {{"name", fields::character("Name", {.required = true, .index = true})},
             {"shortdesc", fields::character("Title")},
             {"summary", fields::character("Summary")},
             {"author", fields::character("Author")},
             {"state",
              fields::selection("State", {{"uninstalled", "Not installed"}, {"installed", "Installed"}})},
             {"installed_version", fields::character("Installed version")},
             {"latest_version", fields::character("Latest version")}},
            "base"};
}

Model external_id() {
    return {"ir.model.data",
            "External identifier",
            {{"module", fields::character("Module", {.required = true})},
             {"name", fields::character("Name", {.required = true, .index = true})},
             {"model", fields::character("Model", {.required = true})},
             {"res_id", fields::integer("Record", {.index = true})},
             {"complete_name", fields::character("Complete name", {.index = true})},
             {"noupdate", fields::boolean("Not updated")}},
            "base"};
}

}  // namespace

std::vector<Model> reflection_models() {
    std::vector<Model> models{model(), field(), module(), external_id()};
    for (auto& declared : models) declared.grants = {{"base.group_user", true}};
    return models;
}

}  // namespace outfield
