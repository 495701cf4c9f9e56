// What new declarations change in tables that hold values already. The one rule: a change is taken when every
// value that stands is a value of the new declaration, and refused otherwise.
#pragma once

#include <outfield/registry.h>

#include <string>
#include <vector>

#include "records/columns.h"
#include "sql/database.h"

namespace outfield {

// Used inside one transaction; the modules and the registry are borrowed.
class Changes {
  public:
    Changes(sql::Connection& connection, const std::vector<Module>& before, const Registry& after);

    // Before the tables are upgraded: an empty column of a type that no longer fits makes room for a new one.
    // Throws ErrorKind::invalid where values would be lost.
    void prepare_columns();

    // Afterwards, when all tables stand: the values of changed fields, and of fields that are newly required.
    void check_values();

  private:
    struct Changed {
        const Model* model;
        const NamedField* after;
        const Field* before;        // nullptr: it was not declared
        std::string table, column;  // in quotes
        bool has_values = false;    // in a column that stood before
    };

    void compare(const Model& model, const Model* before);
    void prepare_column(Changed& changed, const ColumnTypes& columns);
    void retype(const Changed& changed, ColumnType from);
    void refuse_attachments(const Changed& changed);
    void prepare_links(const Changed& changed);
    void check_each_value(const Changed& changed);
    void check_targets(const Changed& changed);
    void drop_dead_links(const Changed& changed);
    void check_required(const Changed& changed);

    std::int64_t count(const std::string& sql, std::initializer_list<sql::Parameter> parameters = {});

    sql::Connection& connection_;
    const Registry& after_;
    std::vector<Changed> changed_;
};

}  // namespace outfield
