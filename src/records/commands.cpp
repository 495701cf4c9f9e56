#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <iterator>

#include "records/removal.h"
#include "records/writing.h"

namespace outfield {
namespace {

RecordIds sorted(RecordIds ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

// Of two sorted lists.
RecordIds without(const RecordIds& ids, const RecordIds& others) {
    RecordIds rest;
    std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest;
}

}  // namespace

void Writing::run_all(const StoredModel& model, RecordId record, const GivenValues& given) {
    for (const auto& commands : given.commands) {
        const auto belonging =
            belonging_of(connection_, stamp_, *model.model, *commands.field, *commands.other, record);
        for (const auto& command : commands.list) {
            const bool named = command.kind == Command::Kind::update || command.kind == Command::Kind::remove;
            if (named && !belonging->holds(command.id))
                throw Error(ErrorKind::not_found,
                            fmt::format("there is no record {},{} in field '{}' of {},{}",
                                        commands.other->model->name, command.id, commands.field->name,
                                        model.model->name, record));
            commanding_ = model.model->name;
            run(*belonging, commands, command, record);
            if (removed_.count({&model, record}) != 0)
                throw Error(ErrorKind::conflict,
                            fmt::format("{},{} is deleted by a command of its own field '{}'",
                                        model.model->name, record, commands.field->name));
        }
    }
}

void Writing::run(Belonging& belonging, const GivenCommands& given, const GivenCommand& command,
                  RecordId owner) {
    const auto& other = *given.other;
    switch (command.kind) {
        case Command::Kind::create:
            return create(belonging, given, command, owner);
        case Command::Kind::update:
            return update(other, command.id, command.values);
        case Command::Kind::remove:
            return remove(other, {command.id});
        case Command::Kind::unlink:
            if (belonging.holds(command.id)) let_go(belonging, other, {command.id});
            return;
        case Command::Kind::link:
            return belonging.link(command.id);
        case Command::Kind::clear:
            return let_go(belonging, other, belonging.all());
        case Command::Kind::set:
            return set(belonging, other, sorted(*command.ids));
    }
}

void Writing::create(Belonging& belonging, const GivenCommands& given, const GivenCommand& command,
                     RecordId owner) {
    const auto id = insert(*given.other, command.values, owner);
    if (!command.values.owner) belonging.link(id);
}

void Writing::set(Belonging& belonging, const StoredModel& other, const RecordIds& ids) {
    const auto before = belonging.all();
    let_go(belonging, other, without(before, ids));
    for (const auto id : without(ids, before)) belonging.link(id);
}

void Writing::let_go(Belonging& belonging, const StoredModel& other, const RecordIds& ids) {
    if (ids.empty()) return;
    belonging.is_life() ? remove(other, ids) : belonging.let_go(ids);
}

void Writing::remove(const StoredModel& model, const RecordIds& ids) {
    remove_records(connection_, models_, model, ids, tell_, "by a command of " + commanding_);
    targets_.forget();
    for (const auto id : ids) removed_.emplace(&model, id);
}

}  // namespace outfield
