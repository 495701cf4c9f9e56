#include <outfield/registry.h>

namespace outfield {

Module base_module() {
    Module base("base", "Base");
    base.model("ir.attachment", "Attachment",
               {{"name", fields::character("Name", {.required = true})},
                {"description", fields::text("Description")},
                {"res_model", fields::character("Model", {.help = "The model of the record it belongs to"})},
                {"res_id", fields::integer("Record", {.help = "The record it belongs to"})},
                {"datas", fields::binary("File")}});
    return base;
}

}  // namespace outfield
