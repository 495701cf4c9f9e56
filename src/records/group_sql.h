// The columns and the order of Records::group as SQL.
#pragma once

#include <outfield/records.h>

#include <string>
#include <string_view>
#include <vector>

#include "records/dialect.h"

namespace outfield {

// One value in each line of the answer.
struct GroupColumn {
    std::string name;   // in the answer: "day:month", "amount"
    std::string field;  // "day", "amount"
    std::string sql;
    std::string ordered;  // by what lines are ordered, when they are ordered by it
    FieldType type;       // as which it reads
};

// `alias`: of the model's table. Errors: not_found for a field, with the nearest known one; invalid.
std::vector<GroupColumn> group_keys(const Registry& registry, const DialectWords& words, const Model& model,
                                    std::string_view alias, const std::vector<std::string>& by);
std::vector<GroupColumn> group_aggregates(const Registry& registry, const DialectWords& words,
                                          const Model& model, std::string_view alias,
                                          const std::vector<Aggregate>& aggregates);

// What stands behind ORDER BY: keys and aggregates by their names or fields, "__count" for the number of
// records; always ends with the keys, so that pages never overlap. Keys come first among the columns of the
// statement. Empty: there is nothing to order. Throws ErrorKind::invalid.
std::string group_order(const DialectWords& words, std::string_view order,
                        const std::vector<GroupColumn>& keys, const std::vector<GroupColumn>& aggregates);

}  // namespace outfield
