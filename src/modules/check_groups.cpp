#include "modules/check_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/text.h"
#include "modules/check_field.h"
#include "modules/fault.h"
#include "modules/names.h"

namespace outfield {

void check_group(const Module& module, const Group& group) {
    if (const auto fault = group_name_fault(group.name, module.name)) refuse(group, *fault);
    if (!printable(group.title)) refuse(group, "the title is not UTF-8, or has a NUL");
    std::set<std::string_view> seen;
    for (const auto& name : group.implies)
        if (!seen.insert(name).second) refuse(group, fmt::format("implies {} twice", in_quotes(name)));
}

void check_grants(const Model& model) {
    std::set<std::string_view> seen;
    for (const auto& grant : model.grants) {
        if (!seen.insert(grant.group).second)
            refuse(model, fmt::format("the rights of group {} stand there twice", in_quotes(grant.group)));
        if (!grant.read && !grant.write && !grant.create && !grant.unlink)
            refuse(model, fmt::format("group {} gets no right", in_quotes(grant.group)));
    }
}

namespace {

using GroupsByName = std::map<std::string_view, const Group*>;

std::string absent(const GroupsByName& groups, std::string_view name) {
    std::vector<std::string_view> known;
    for (const auto& [other, unused] : groups) known.push_back(other);
    const auto near = nearest(name, known);
    return fmt::format("group {}, which no module declares{}", in_quotes(name),
                       near ? "; did you mean '" + *near + "'?" : "");
}

// Those that are left when groups that imply none of the others are taken away, again and again: whoever
// stands in a circle, or implies one that does. A manifest may hold more groups than a stack has room for.
std::set<const Group*> left_by_circles(const GroupsByName& groups) {
    std::map<const Group*, std::size_t> waits_for;
    std::map<const Group*, std::vector<const Group*>> implied_by;
    std::vector<const Group*> free;
    for (const auto& [name, group] : groups) {
        waits_for[group] = group->implies.size();
        if (group->implies.empty()) free.push_back(group);
        for (const auto& implied : group->implies) implied_by[groups.at(implied)].push_back(group);
    }
    while (!free.empty()) {
        const Group* group = free.back();
        free.pop_back();
        waits_for.erase(group);
        for (const Group* other : implied_by[group])
            if (--waits_for[other] == 0) free.push_back(other);
    }
    std::set<const Group*> left;
    for (const auto& [group, count] : waits_for) left.insert(group);
    return left;
}

void check_circles(const GroupsByName& groups) {
    const auto left = left_by_circles(groups);
    if (left.empty()) return;
    std::vector<std::string_view> path;
    const Group* group = *left.begin();
    while (std::find(path.begin(), path.end(), group->name) == path.end()) {
        path.push_back(group->name);
        group = groups.at(*std::find_if(group->implies.begin(), group->implies.end(),
                                        [&](const auto& name) { return left.count(groups.at(name)) != 0; }));
    }
    path.erase(path.begin(), std::find(path.begin(), path.end(), group->name));
    if (path.size() > 10) refuse(*group, fmt::format("implies itself, by way of {} groups", path.size()));
    refuse(*group, fmt::format("implies itself: {} -> {}", fmt::join(path, " -> "), group->name));
}

}  // namespace

void check_groups(const std::vector<Module>& modules) {
    GroupsByName groups;
    for (const auto& module : modules)
        for (const auto& group : module.groups) groups.emplace(group.name, &group);
    for (const auto& [name, group] : groups)
        for (const auto& implied : group->implies)
            if (groups.count(implied) == 0) refuse(*group, "implies " + absent(groups, implied));
    check_circles(groups);
    for (const auto& module : modules)
        for (const auto& model : module.models)
            for (const auto& grant : model.grants)
                if (groups.count(grant.group) == 0)
                    refuse(model, "gives rights to " + absent(groups, grant.group));
}

}  // namespace outfield
