#include "modules/manifest_groups.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace outfield {
namespace {

constexpr std::array<std::string_view, 4> right_names{"read", "write", "create", "unlink"};

std::string full_name(const std::string& group, const std::string& module) {
    return group.find('.') == std::string::npos ? module + '.' + group : group;
}

bool& right_of(Grant& grant, const std::string& name, const ManifestTable& table, const std::string& key) {
    const std::array<bool*, 4> rights{&grant.read, &grant.write, &grant.create, &grant.unlink};
    for (std::size_t i = 0; i < rights.size(); ++i)
        if (right_names[i] == name) return *rights[i];
    const auto near = nearest(name, right_names);
    table.refuse(key, fmt::format("has {}, which is no right; {}", in_quotes(name, 80),
                                  near ? fmt::format("did you mean '{}'?", *near)
                                       : fmt::format("the rights are {}", fmt::join(right_names, ", "))));
}

Grant read_grant(const ManifestTable& table, const std::string& key, const std::string& module) {
    Grant grant{full_name(key, module)};
    for (const auto& name : table.texts(key)) {
        bool& right = right_of(grant, name, table, key);
        if (right) table.refuse(key, fmt::format("has the right '{}' twice", name));
        right = true;
    }
    return grant;
}

}  // namespace

std::vector<Group> read_groups(const ManifestTable& manifest, const std::string& module) {
    std::vector<Group> groups;
    for (const auto& entry : manifest.tables("groups", "group")) {
        entry.table.allow({"title", "implies"});
        Group group{module + '.' + entry.name, entry.table.text("title"), {}, entry.origin};
        for (const auto& name : entry.table.texts("implies"))
            group.implies.push_back(full_name(name, module));
        groups.push_back(std::move(group));
    }
    return groups;
}

std::vector<Grant> read_rights(const ManifestTable& model, const std::string& module) {
    std::vector<Grant> grants;
    const auto rights = model.table("rights");
    if (!rights) return grants;
    for (const auto& key : rights->keys()) grants.push_back(read_grant(*rights, key, module));
    return grants;
}

}  // namespace outfield
