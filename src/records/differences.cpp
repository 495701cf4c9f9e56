#include "records/differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace outfield {
namespace {

struct Lists {
    std::vector<std::string> created, changed, dropped;
};

template <typename Thing>
const Thing* find(const std::vector<Thing>& things, const std::string& name) {
    const auto found = std::ranges::find(things, name, &Thing::name);
    return found == things.end() ? nullptr : &*found;
}

void compare(Lists& lists, const Model& before, const Model& after) {
    std::vector<std::string> parts;
    for (const auto& declared : after.fields)
        if (const auto* old = before.find(declared.name); old == nullptr || *old != declared.field)
            parts.push_back(declared.name);
    for (const auto& declared : before.fields)
        if (after.find(declared.name) == nullptr) parts.push_back(declared.name);
    if (before.grants != after.grants) parts.emplace_back("rights");
    if (!parts.empty()) lists.changed.push_back(fmt::format("{} ({})", after.name, fmt::join(parts, ", ")));
}

void compare(Lists& lists, const Group& before, const Group& after) {
    if (before.implies != after.implies) lists.changed.push_back("group " + after.name);
}

// `kind` stands before a name: "group ".
template <typename Thing>
void compare_all(Lists& lists, std::string_view kind, const std::vector<Thing>& before,
                 const std::vector<Thing>& after) {
    for (const auto& thing : after) {
        if (const auto* old = find(before, thing.name))
            compare(lists, *old, thing);
        else
            lists.created.push_back(fmt::format("{}{}", kind, thing.name));
    }
    for (const auto& thing : before)
        if (!find(after, thing.name)) lists.dropped.push_back(fmt::format("{}{}", kind, thing.name));
}

}  // namespace

std::string differences(const std::vector<Module>& before, const Module& after) {
    const auto* installed = find(before, after.name);
    const auto old = installed ? *installed : Module(after.name);
    Lists lists;
    compare_all(lists, "", old.models, after.models);
    compare_all(lists, "group ", old.groups, after.groups);
    std::vector<std::string> words;
    for (const auto& [verb, names] :
         {std::pair("creates", &lists.created), std::pair("changes", &lists.changed),
          std::pair("drops", &lists.dropped)})
        if (!names->empty()) words.push_back(fmt::format("{} {}", verb, fmt::join(*names, ", ")));
    return fmt::format("{}", fmt::join(words, "; "));
}

}  // namespace outfield
