#include "methods/defaults.h"

namespace outfield::methods {
namespace {

constexpr std::string_view prefix = "default_";

bool has(const Model& model, std::string_view field, FieldType type) {
    const auto* declared = model.find(field);
    return declared != nullptr && declared->type == type;
}

}  // namespace

wire::Struct default_values(const Request& request) {
    wire::Struct values;
    if (has(request.model, "active", FieldType::boolean)) values.set("active", true);
    if (request.model.name == "ir.attachment") values.set("type", "binary");
    if (request.model.name == "res.users" && request.caller.identity.company != 0)
        values.set("company_id", request.caller.identity.company);
    for (const auto& [name, value] : request.caller.context)
        if (name.starts_with(prefix) && request.model.find(std::string_view(name).substr(prefix.size())))
            values.set(std::string_view(name).substr(prefix.size()), value);
    return values;
}

}  // namespace outfield::methods
