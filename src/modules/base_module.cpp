#include <outfield/registry.h>

#include "modules/base_models.h"
#include "modules/storage_models.h"

namespace outfield {
namespace {

Model attachment() {
    Model model{"ir.attachment",
                "Attachment",
                {{"name", fields::character("Name", {.required = true})},
                 {"description", fields::text("Description")},
                 {"res_model", fields::character("Model", {.help = "The model of the record it belongs to"})},
                 {"res_field", fields::character("Field", {.help = "The field whose value it is"})},
                 {"res_id", fields::integer("Record", {.help = "The record it belongs to", .index = true})},
                 {"company_id", fields::many2one("Company", "res.company")},
                 {"type", fields::selection("Type", {{"url", "URL"}, {"binary", "File"}})},
                 {"url", fields::character("URL", {.size = 1024})},
                 {"public", fields::boolean("Public", {.help = "Every user who is logged in may read it"})},
                 {"access_token", fields::character("Access token")},
                 {"mimetype", fields::character("Media type")},
                 {"datas", fields::binary("File")}},
                "base"};
    model.grants = {{"base.group_user", true, true, true, true}};
    return model;
}

void add(Module& module, std::vector<Model> models) {
    for (auto& model : models) module.models.push_back(std::move(model));
}

}  // namespace

Module base_module() {
    Module base("base", "Base");
    base.groups = {{"base.group_user", "Internal user", {}},
                   {"base.group_system", "Administrator", {"base.group_user"}}};
    add(base, people_models());
    add(base, reflection_models());
    add(base, {attachment()});
    add(base, storage_models());
    return base;
}

}  // namespace outfield
