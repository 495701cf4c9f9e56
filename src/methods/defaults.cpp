#include "methods/defaults.h"

#include "methods/given_values.h"
#include "methods/model_rules.h"

namespace outfield::methods {
namespace {

constexpr std::string_view prefix = "default_";

bool has(const Model& model, std::string_view field, FieldType type) {
    const auto* declared = model.find(field);
    return declared != nullptr && declared->type == type;
}

}  // namespace

wire::Struct own_defaults(const Request& request) {
    wire::Struct values;
    if (has(request.model, "active", FieldType::boolean)) values.set("active", true);
    if (request.model.name == "ir.attachment") values.set("type", "binary");
    if (request.model.name == "res.users" && request.caller.identity.company != 0)
        values.set("company_id", request.caller.identity.company);
    return values;
}

wire::Struct default_values(const Request& request) {
    auto values = own_defaults(request);
    for (const auto& [name, value] : request.caller.context)
        if (name.starts_with(prefix) && request.model.find(std::string_view(name).substr(prefix.size())))
            values.set(std::string_view(name).substr(prefix.size()), value);
    return values;
}

// Without a copy of what may be long.
Values values_of_new(const Request& request, const wire::Struct& given, const wire::Struct& defaults) {
    if (request.rules.check_values != nullptr) {
        request.rules.check_values(request, given);
        request.rules.check_values(request, defaults);
    }
    auto values = given_values(request, given);
    for (auto& [name, value] : given_values(request, defaults))
        if (given.find(name) == nullptr) values.emplace(name, std::move(value));
    return values;
}

}  // namespace outfield::methods
