// res.groups: which there are is for modules to say, who is in them for administrators.
#include <fmt/format.h>

#include "methods/model_rules.h"

namespace outfield::methods {
namespace {

void check_values(const Request&, const wire::Struct& values) {
    if (values.find("full_name") != nullptr)
        throw Refusal(Refusal::Kind::user,
                      "full_name is how a module declares a group: it is not written by hand");
}

// Who is in a group is the same as which groups a user is in.
bool is_open(std::string_view field) {
    return field != "users";
}

void unlink(const Request& request, const RecordIds& ids) {
    for (const auto& record : request.records().read(request.model.name, ids, {"full_name"}))
        if (const auto* name = std::get_if<std::string>(&record.values.at("full_name"));
            name != nullptr && !name->empty())
            throw Refusal(Refusal::Kind::user,
                          fmt::format("The group {} is declared by a module and cannot be deleted", *name));
    request.records().unlink(request.model.name, ids);
}

}  // namespace

ModelRules group_rules() {
    ModelRules rules;
    rules.is_open = is_open;
    rules.check_values = check_values;
    rules.unlink = unlink;
    rules.decides_rights = true;
    return rules;
}

}  // namespace outfield::methods
