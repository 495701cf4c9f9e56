#include "methods/removals.h"

#include <set>

namespace outfield::methods {
namespace {

using Kind = Command::Kind;
using Ids = std::set<RecordId>;

class Collecting {
  public:
    explicit Collecting(Instance& instance) : instance_(instance) {}

    void add(const Model& model, const RecordIds& ids, const Values& values) {
        for (const auto& [name, value] : values) {
            const auto* field = model.find(name);
            if (field == nullptr) continue;
            const auto* commands = std::get_if<Commands>(&value);
            const bool empties =
                field->type == FieldType::one2many && std::holds_alternative<std::monostate>(value);
            if (commands != nullptr) add_commands(model, ids, name, *field, *commands);
            if (empties) add_commands(model, ids, name, *field, {Command{.kind = Kind::clear}});
        }
    }

    Removals removals;

  private:
    void add_commands(const Model& model, const RecordIds& ids, const std::string& name, const Field& field,
                      const Commands& commands) {
        const bool leaving_deletes = deletes_what_leaves(instance_.registry(), field);
        for (const auto& command : commands) {
            if (command.kind == Kind::update)
                add(instance_.registry().model(field.model), {command.id}, command.values);
            else if (command.kind == Kind::remove || (leaving_deletes && command.kind == Kind::unlink))
                removals.emplace_back(field.model, command.id);
            else if (leaving_deletes && (command.kind == Kind::clear || command.kind == Kind::set))
                add_leaving(model, ids, name, field, command.ids);
        }
    }

    void add_leaving(const Model& model, const RecordIds& ids, const std::string& name, const Field& field,
                     const RecordIds& staying) {
        const Ids stay(staying.begin(), staying.end());
        for (const auto& record : instance_.records().read(model.name, ids, {name}))
            if (const auto* now = std::get_if<RecordIds>(&record.values.at(name)))
                for (const auto id : *now)
                    if (!stay.contains(id)) removals.emplace_back(field.model, id);
    }

    Instance& instance_;
};

}  // namespace

Removals removals_by(Instance& instance, const Model& model, const RecordIds& ids, const Values& values) {
    Collecting collecting(instance);
    collecting.add(model, ids, values);
    return std::move(collecting.removals);
}

bool deletes_what_leaves(const Registry& registry, const Field& field) {
    return field.type == FieldType::one2many && registry.field(field.model, field.inverse).required;
}

}  // namespace outfield::methods
