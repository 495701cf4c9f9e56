// check_access_rights, check_access_rule.
#include <fmt/format.h>

#include "base/text.h"
#include "methods/changes.h"
#include "methods/model_rules.h"
#include "methods/reading.h"
#include "methods/table.h"

namespace outfield::methods {
namespace {

using access::Right;

Right right_of(const Request& request) {
    const auto operation = request.arguments.text("operation");
    for (const auto right : {Right::read, Right::write, Right::create, Right::unlink})
        if (operation == to_string(right)) return right;
    refuse(fmt::format("Invalid operation {}: it is none of read, write, create, unlink",
                       in_quotes(operation, 40)));
}

wire::Value check_access_rights(const Request& request) {
    const auto right = right_of(request);
    const bool may = request.access.may(request.caller.identity, request.model.name, right);
    if (!may && request.arguments.flag("raise_exception", true)) request.require(right);
    return may;
}

wire::Value check_access_rule(const Request& request) {
    const auto right = right_of(request);
    const auto ids = request.arguments.ids();
    request.require(right);
    require_existence(request, ids);
    if (right == Right::read)
        read_records(request, ids, {"id"});
    else if (request.rules.check_records != nullptr)
        request.rules.check_records(request, ids);
    return true;
}

}  // namespace

std::vector<Method> right_methods() {
    return {{"check_access_rights", Purpose::asks, {"operation", "raise_exception"}, check_access_rights},
            {"check_access_rule", Purpose::asks, {"ids", "operation"}, check_access_rule}};
}

}  // namespace outfield::methods
