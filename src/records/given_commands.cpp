#include <fmt/format.h>
#include <outfield/error.h>

#include "records/columns.h"
#include "records/given_values.h"

namespace outfield {
namespace {

constexpr std::size_t deepest = 16;

[[noreturn]] void refuse(const Model& model, const NamedField& field, const std::string& reason) {
    throw Error(ErrorKind::invalid,
                fmt::format("model '{}', field '{}': {}", model.name, field.name, reason));
}

GivenCommand one_command(const StoredModels& models, const GivenCommands& given, const Command& command,
                         std::size_t depth) {
    const auto& field = given.field->field;
    switch (command.kind) {
        case Command::Kind::create: {
            const bool owned = field.type == FieldType::one2many;
            const Nesting nesting{depth, owned ? std::string_view(field.inverse) : std::string_view()};
            return {command.kind, 0, nullptr, values_of_new(models, *given.other, command.values, nesting)};
        }
        case Command::Kind::update:
            return {command.kind, command.id, nullptr,
                    values_of_change(models, *given.other, command.values, {depth, {}})};
        case Command::Kind::set:
            return {command.kind, 0, &command.ids};
        default:
            return {command.kind, command.id};
    }
}

bool known(Command::Kind kind) {
    return kind >= Command::Kind::create && kind <= Command::Kind::set;
}

}  // namespace

GivenCommands commands_of(const StoredModels& models, const Model& model, const NamedField& field,
                          const Value& value, std::size_t depth) {
    if (depth >= deepest) refuse(model, field, fmt::format("commands are nested more than {} deep", deepest));
    GivenCommands given{&field, &models.get_writable(field.field.model), {}};
    if (const auto* ids = std::get_if<RecordIds>(&value)) {
        given.list.push_back({Command::Kind::set, 0, ids});
    } else if (const auto* commands = std::get_if<Commands>(&value)) {
        given.list.reserve(commands->size());
        for (const auto& command : *commands) {
            if (!known(command.kind))
                refuse(model, field, fmt::format("there is no command {}", static_cast<int>(command.kind)));
            given.list.push_back(one_command(models, given, command, depth + 1));
        }
    } else {
        given.list.push_back({Command::Kind::clear});
    }
    return given;
}

}  // namespace outfield
