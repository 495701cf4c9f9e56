#include <fmt/format.h>

#include "methods/defaults.h"
#include "methods/domains.h"
#include "methods/given_values.h"
#include "methods/model_rules.h"
#include "methods/shown.h"

namespace outfield::methods {
namespace {

using Kind = Command::Kind;
using access::Right;

// Whether a record of this one2many is deleted when it leaves it.
bool deletes_what_leaves(const Registry& registry, const Field& field) {
    return field.type == FieldType::one2many && registry.field(field.model, field.inverse).required;
}

class Reading {
  public:
    Reading(const Request& request, const NamedField& field)
        : request_(request), field_(field), other_(request.on(field.field.model)) {}

    Command command(const wire::Value& value) const {
        const auto* parts = value.as<wire::List>();
        const auto kind = parts == nullptr || parts->empty() ? std::nullopt : integer_of(parts->front());
        if (!kind || *kind < 0 || *kind > 6 || parts->size() > 3) refuse_command(value);
        Command command;
        command.kind = static_cast<Kind>(*kind);
        if (names_a_record(command.kind)) command.id = id_of(*parts, value);
        if (command.kind == Kind::set) command.ids = ids_behind(*parts, value);
        require(command.kind, command.id);
        if (command.kind == Kind::link) require_linkable({command.id});
        if (command.kind == Kind::set) require_linkable(command.ids);
        if (command.kind == Kind::create || command.kind == Kind::update)
            command.values = values_behind(command.kind, *parts, value);
        return command;
    }

    // A link makes the other record's name known.
    void require_linkable(const RecordIds& ids) const { require_visible(other_, ids); }

    // The other records change when they are created, written or deleted, and when they keep the link.
    void require(Kind kind, RecordId id = 0) const {
        const bool links_there = field_.field.type == FieldType::one2many || !field_.field.inverse.empty();
        switch (kind) {
            case Kind::create:
                return require_there(Right::create, {});
            case Kind::update:
                return require_there(Right::write, {id});
            case Kind::remove:
                return require_there(Right::unlink, {id});
            case Kind::unlink:
            case Kind::clear:
            case Kind::set:
                if (deletes_what_leaves(request_.instance.registry(), field_.field))
                    return require_there(Right::unlink, {});
                [[fallthrough]];
            default:
                if (links_there) other_.require(Right::write);
        }
    }

  private:
    static bool names_a_record(Kind kind) {
        return kind == Kind::update || kind == Kind::remove || kind == Kind::unlink || kind == Kind::link;
    }

    [[noreturn]] void refuse_command(const wire::Value& value) const {
        refuse(fmt::format("Wrong value for {}.{}: {} is no command", request_.model.name, field_.name,
                           shown(value)));
    }

    RecordId id_of(const wire::List& parts, const wire::Value& command) const {
        const auto id = parts.size() < 2 ? std::nullopt : integer_of(parts[1]);
        if (!id) refuse_command(command);
        return *id;
    }

    RecordIds ids_behind(const wire::List& parts, const wire::Value& command) const {
        auto ids = parts.size() < 3 ? std::nullopt : ids_of(parts[2]);
        if (!ids) refuse_command(command);
        return std::move(*ids);
    }

    Values values_behind(Kind kind, const wire::List& parts, const wire::Value& command) const {
        const auto* values = parts.size() < 3 ? nullptr : parts[2].as<wire::Struct>();
        if (values == nullptr) refuse_command(command);
        if (kind == Kind::create) return values_of_new(other_, *values, own_defaults(other_));
        if (other_.rules.check_values != nullptr) other_.rules.check_values(other_, *values);
        return given_values(other_, *values);
    }

    void require_there(Right right, const RecordIds& ids) const {
        other_.require(right);
        if (other_.rules.create != nullptr || other_.rules.decides_rights)
            refuse(fmt::format("{}.{}: records of {} are changed by calls of their own, not by commands",
                               request_.model.name, field_.name, other_.model.name));
        if (!ids.empty() && other_.rules.check_records != nullptr) other_.rules.check_records(other_, ids);
    }

    const Request& request_;
    const NamedField& field_;
    Request other_;
};

}  // namespace

Value commands_from(const Request& request, const NamedField& field, const wire::Value& value) {
    const Reading reading(request, field);
    if (value.is_unset()) {
        reading.require(Kind::clear);
        return {};
    }
    if (auto ids = ids_of(value)) {  // a plain list of ids: these and no others
        reading.require(Kind::set);
        reading.require_linkable(*ids);
        return Commands{Command{.kind = Kind::set, .ids = std::move(*ids)}};
    }
    const auto* list = value.as<wire::List>();
    if (list == nullptr)
        refuse(fmt::format("Wrong value for {}.{}: {}", request.model.name, field.name, shown(value)));
    Commands commands;
    commands.reserve(list->size());
    for (const auto& item : *list) commands.push_back(reading.command(item));
    return commands;
}

}  // namespace outfield::methods
