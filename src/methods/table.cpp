#include "methods/table.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "methods/model_rules.h"

namespace outfield::methods {
namespace {

std::map<std::string_view, Method> all_methods() {
    std::map<std::string_view, Method> all;
    for (auto family : {search_methods, read_methods, change_methods, copy_methods, name_methods,
                        group_methods, field_methods, right_methods, metadata_methods})
        for (auto& method : family()) all.emplace(method.name, std::move(method));
    return all;
}

}  // namespace

const Method* find_method(const ModelRules& rules, std::string_view name) noexcept {
    static const auto common = all_methods();
    const auto own = std::ranges::find(rules.methods, name, &Method::name);
    if (own != rules.methods.end()) return &*own;
    const auto found = common.find(name);
    return found == common.end() ? nullptr : &found->second;
}

}  // namespace outfield::methods
