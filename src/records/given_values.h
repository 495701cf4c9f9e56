// The values that a caller gives for one record, checked and sorted by where they go.
#pragma once

#include <outfield/value.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "records/stored_model.h"

namespace outfield {

struct GivenCommands;

// Borrows from the values and from the model.
struct GivenValues {
    std::vector<const NamedField*> fields;   // those with a column
    std::vector<sql::Parameter> parameters;  // one for each of them
    std::optional<std::size_t> owner;  // the parameter that is to be the record that this one comes with
    std::vector<std::pair<const NamedField*, const Upload*>> uploads;
    std::vector<const NamedField*> cleared;                       // binary fields that are set to nothing
    std::vector<std::pair<const NamedField*, RecordId>> targets;  // of many2ones
    std::vector<GivenCommands> commands;                          // of one2manys and many2manys
    std::string update;  // of records that exist: the text of StoredModel::update
};

struct GivenCommand {
    Command::Kind kind;
    RecordId id = 0;
    const RecordIds* ids = nullptr;  // of `set`
    GivenValues values;              // of `create` and `update`
};

// What is to happen to the other side of one field.
struct GivenCommands {
    const NamedField* field;
    const StoredModel* other;
    std::vector<GivenCommand> list;
};

// Where values stand among commands.
struct Nesting {
    std::size_t depth = 0;     // how many commands are around them
    std::string_view inverse;  // the many2one that will point to the record they come with; empty: none
};

// For a new record: a parameter for every column, and required fields must be there. Both throw
// ErrorKind::not_found for an unknown field, ErrorKind::unsupported for a command that changes a view, and
// ErrorKind::invalid for a value that the field cannot have.
GivenValues values_of_new(const StoredModels& models, const StoredModel& model, const Values& values,
                          Nesting nesting = {});

// For records that exist: what is not named stays.
GivenValues values_of_change(const StoredModels& models, const StoredModel& model, const Values& values,
                             Nesting nesting = {});

// The commands that a value of a one2many or many2many stands for: a list of ids is `set`, nothing `clear`.
GivenCommands commands_of(const StoredModels& models, const Model& model, const NamedField& field,
                          const Value& value, std::size_t depth);

}  // namespace outfield
