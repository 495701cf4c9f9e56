#include "access/rights.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace outfield::access {
namespace {

bool gives(const Grant& grant, Right right) noexcept {
    switch (right) {
        case Right::read:
            return grant.read;
        case Right::write:
            return grant.write;
        case Right::create:
            return grant.create;
        case Right::unlink:
            return grant.unlink;
    }
    return false;
}

bool scope_allows(const Model& model, const Identity& identity, Right right, Reach reach) noexcept {
    if (identity.scope.empty()) return true;
    if (identity.scope == "read") return right == Right::read;
    return identity.scope == "files" && (reach == Reach::files || model.name == "ir.attachment");
}

bool granted(const Model& model, const Identity& identity, Right right) noexcept {
    return identity.is_administrator || std::ranges::any_of(model.grants, [&](const Grant& grant) {
               return gives(grant, right) && identity.groups.contains(grant.group);
           });
}

std::string who_may(const Model& model, Right right) {
    std::vector<std::string_view> groups;
    for (const auto& grant : model.grants)
        if (gives(grant, right)) groups.push_back(grant.group);
    if (groups.empty()) return "administrators alone";
    return fmt::format("administrators and the groups {}", fmt::join(groups, ", "));
}

std::string done_with(Right right) {
    return right == Right::unlink ? "delete" : std::string(to_string(right));
}

}  // namespace

bool allows(const Model& model, const Identity& identity, Right right, Reach reach) noexcept {
    return scope_allows(model, identity, right, reach) && granted(model, identity, right);
}

void require_allowed(const Model& model, const Identity& identity, Right right, Reach reach) {
    if (!scope_allows(model, identity, right, reach))
        throw Error(ErrorKind::denied, fmt::format("this API key is for {} alone, not to {} records of {}",
                                                   identity.scope == "read" ? "reading" : "files",
                                                   done_with(right), model.name));
    if (!granted(model, identity, right))
        throw Error(ErrorKind::denied,
                    fmt::format("{} may not {} records of {}: that is for {}", in_quotes(identity.login, 60),
                                done_with(right), model.name, who_may(model, right)));
}

}  // namespace outfield::access
