// A domain as an SQL condition. Names come from the registry alone and stand in quotes; values become
// parameters; nothing that a caller wrote becomes part of the text.
#pragma once

#include <outfield/domain.h>
#include <outfield/registry.h>

#include <string>
#include <string_view>

#include "records/columns.h"
#include "records/comparison.h"
#include "records/dialect.h"
#include "records/domain_tree.h"
#include "records/parameter_list.h"

namespace outfield {

// Not thread-safe; one for each statement.
class DomainSql {
  public:
    DomainSql(const Registry& registry, const DialectWords& words, ParameterList& parameters)
        : registry_(registry), words_(words), parameters_(parameters) {}

    // The condition on the rows of the model's table, which has this alias. Throws ErrorKind::invalid:
    // "Invalid field 'x' on model 'm'" or "Invalid leaf (...): reason", with the term.
    std::string where(const Model& model, std::string_view alias, const Domain& domain);

  private:
    // The rows that a condition is about: a table under an alias.
    struct Rows {
        const Model& model;
        std::string alias;

        std::string column(std::string_view name) const { return alias + '.' + quoted_name(name); }
    };

    std::string on_node(const Rows& rows, const DomainNode& node);
    std::string on_leaf(const Rows& rows, const DomainNode& node);
    std::string on_path(const Rows& rows, std::string_view path, const Condition& condition);
    std::string on_field(const Rows& rows, std::string_view name, const Condition& condition);

    // These leave Condition::negated to their caller.
    std::string on_many2one(const Rows& rows, std::string_view name, const Field& field,
                            const Condition& condition);
    std::string on_to_many(const Rows& rows, std::string_view name, const Field& field,
                           const Condition& condition);
    std::string on_binary(const Rows& rows, std::string_view name, const Condition& condition);
    std::string on_hierarchy(const Rows& rows, std::string_view name, const Field& field,
                             const Condition& condition);

    // The rows that lead by a many2one, one2many or many2many to `others` with this condition.
    std::string through(const Rows& rows, std::string_view name, const Field& relation, const Rows& others,
                        const std::string& condition);
    // The ids of a tree below, or above, the records that the condition's operand names.
    std::string tree(const Model& model, std::string_view parent, const Condition& condition);

    const Field& field_of(const Rows& rows, std::string_view name) const;
    Rows fresh_rows(std::string_view model);

    const Registry& registry_;
    const DialectWords& words_;
    ParameterList& parameters_;
    int aliases_ = 0;
};

}  // namespace outfield
