// name_get, name_search, name_create.
#include "methods/changes.h"
#include "methods/display_names.h"
#include "methods/domains.h"
#include "methods/model_rules.h"
#include "methods/reading.h"
#include "methods/table.h"

namespace outfield::methods {
namespace {

wire::List pairs(const Request& request, const RecordIds& ids) {
    const auto names = display_names(request.instance, request.model.name, ids);
    wire::List answer;
    for (const auto id : ids)
        if (const auto name = names.find(id); name != names.end())
            answer.emplace_back(wire::List{id, name->second});
    return answer;
}

wire::Value name_get(const Request& request) {
    request.require(access::Right::read);
    const auto ids = request.arguments.ids();
    require_existence(request, ids);
    if (request.rules.visible != nullptr) read_records(request, ids, {"id"});
    return pairs(request, ids);
}

wire::Value name_search(const Request& request) {
    request.require(access::Right::read);
    constexpr std::size_t usual_limit = 100;
    const auto name = request.arguments.text("name");
    std::vector<Domain::Term> terms;
    if (!name.empty() && request.model.find("name") != nullptr)
        terms.emplace_back(Leaf{"name", request.arguments.text("operator", "ilike"), name});
    const auto further = domain_of(request, request.arguments.find("args"));
    terms.insert(terms.end(), further.terms().begin(), further.terms().end());
    const auto ids =
        request.records().search(request.model.name, visible_domain(request, Domain(std::move(terms))),
                                 {.limit = request.arguments.number("limit").value_or(usual_limit)});
    return pairs(request, ids);
}

wire::Value name_create(const Request& request) {
    request.require(access::Right::create);
    if (request.model.find("name") == nullptr)
        refuse("Cannot execute name_create, no _rec_name defined on " + request.model.name);
    const wire::Struct values{{"name", request.arguments.required("name")}};
    return pairs(request, create_records(request, {&values})).front();
}

}  // namespace

std::vector<Method> name_methods() {
    return {{"name_get", Purpose::changes, {"ids"}, name_get},
            {"name_search", Purpose::asks, {"name", "args|domain", "operator", "limit"}, name_search},
            {"name_create", Purpose::changes, {"name"}, name_create}};
}

}  // namespace outfield::methods
