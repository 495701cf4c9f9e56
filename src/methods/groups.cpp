// res.groups: which there are is for modules to say, who is in them for administrators.
#include <fmt/format.h>

#include <algorithm>

#include "methods/changes.h"
#include "methods/given_values.h"
#include "methods/model_rules.h"

namespace outfield::methods {
namespace {

void check_values(const Request&, const wire::Struct& values) {
    if (values.find("full_name") != nullptr)
        throw Refusal(Refusal::Kind::user,
                      "full_name is how a module declares a group: it is not written by hand");
}

bool stays(RecordId member, const Commands& commands) {
    bool is_in = true;
    for (const auto& command : commands) {
        if (command.kind == Command::Kind::clear)
            is_in = false;
        else if (command.kind == Command::Kind::set)
            is_in = std::ranges::find(command.ids, member) != command.ids.end();
        else if (command.id == member)
            is_in = command.kind == Command::Kind::link;
    }
    return is_in;
}

RecordIds members_of(const Request& request, const RecordIds& groups) {
    RecordIds members;
    for (const auto& record : request.records().read(request.model.name, groups, {"users"}))
        if (const auto* users = std::get_if<RecordIds>(&record.values.at("users")))
            members.insert(members.end(), users->begin(), users->end());
    return members;
}

// Some active administrator stays, whoever leaves these groups.
void keep_an_administrator(const Request& request, const RecordIds& groups, const Value& users) {
    const auto* given = std::get_if<Commands>(&users);
    const auto commands = given != nullptr ? *given : Commands{{.kind = Command::Kind::clear}};
    auto leaving = members_of(request, groups);
    std::erase_if(leaving, [&](RecordId member) { return stays(member, commands); });
    Commands unlinks;
    for (const auto group : groups) unlinks.push_back({.kind = Command::Kind::unlink, .id = group});
    request.access.keep_an_administrator(leaving, access::Access::Leaving::no, unlinks);
}

void write(const Request& request, const RecordIds& ids, const wire::Struct& values) {
    const auto given = given_values(request, values);
    if (const auto users = given.find("users"); users != given.end())
        keep_an_administrator(request, ids, users->second);
    write_ordinary(request, ids, values);
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
    rules.check_values = check_values;
    rules.write = write;
    rules.unlink = unlink;
    rules.decides_rights = true;
    return rules;
}

}  // namespace outfield::methods
