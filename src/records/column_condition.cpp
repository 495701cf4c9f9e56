#include "records/column_condition.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "records/leaf_fault.h"
#include "records/like_pattern.h"
#include "records/operand.h"

namespace outfield {
namespace {

struct Target {
    const DialectWords& words;
    ParameterList& parameters;
    const std::string& column;
    const Field& field;
};

std::string is_unset_sql(const Target& target) {
    if (target.field.type == FieldType::boolean)
        return fmt::format("({0} = 0 OR {0} IS NULL)", target.column);
    return target.column + " IS NULL";
}

std::string compared(const Target& target, std::string_view op, const Leaf::Scalar& scalar) {
    return fmt::format("{} {} {}", target.column, op,
                       target.parameters.add(operand_value(target.field, scalar)));
}

std::string equal(const Target& target, const Leaf::Scalar& scalar) {
    return is_unset(scalar) ? is_unset_sql(target) : compared(target, "=", scalar);
}

std::string ordered(const Target& target, std::string_view op, const Leaf::Scalar& scalar) {
    if (target.field.type == FieldType::boolean) throw LeafFault{{}, "a boolean has no order"};
    return is_unset(scalar) ? "FALSE" : compared(target, op, scalar);
}

std::string in_list(const Target& target, const std::vector<Leaf::Scalar>& scalars) {
    boost::json::array values;
    bool unset = false;
    for (const auto& scalar : scalars) {
        if (is_unset(scalar)) {
            unset = true;
            continue;
        }
        std::visit([&](const auto& held) { values.emplace_back(held); }, operand_value(target.field, scalar));
    }
    if (values.empty()) return unset ? is_unset_sql(target) : "FALSE";
    const auto type = column_type(target.field.type);
    const auto list = target.parameters.add(boost::json::serialize(values));
    const auto in = fmt::format("{} {}", target.column, among(target.words, type, list));
    return unset ? fmt::format("({} OR {})", in, is_unset_sql(target)) : in;
}

std::string matching(const Target& target, Comparison comparison, const Leaf::Scalar& scalar) {
    if (target.field.type == FieldType::boolean)
        throw LeafFault{{}, "a boolean is not compared with a pattern"};
    const auto text = pattern_text(scalar);
    const bool whole = comparison == Comparison::exact_like || comparison == Comparison::exact_ilike;
    if (text.empty() && !whole) return "TRUE";
    const bool any_case = comparison == Comparison::ilike || comparison == Comparison::exact_ilike;
    auto pattern = whole ? closed_pattern(text) : anywhere(text);
    if (!any_case && target.words.dialect == sql::Dialect::sqlite) pattern = glob_pattern(pattern);
    const auto column = column_type(target.field.type) == ColumnType::text
                            ? target.column
                            : fmt::format("CAST({} AS TEXT)", target.column);
    return fmt::format(fmt::runtime(any_case ? target.words.ilike : target.words.like), column,
                       target.parameters.add(std::move(pattern)));
}

Leaf::Scalar single(const Leaf::Operand& operand) {
    if (std::holds_alternative<std::vector<Leaf::Scalar>>(operand))
        throw LeafFault{{}, "this operator takes one value, not a list"};
    return scalars_of(operand).front();
}

}  // namespace

std::string column_condition(const DialectWords& words, ParameterList& parameters, const std::string& column,
                             const Field& field, const Condition& condition) {
    const Target target{words, parameters, column, field};
    switch (condition.comparison) {
        case Comparison::in:
            return in_list(target, scalars_of(condition.operand));
        case Comparison::equal:
            return equal(target, single(condition.operand));
        case Comparison::equal_if_set: {
            const auto scalar = single(condition.operand);
            return is_unset(scalar) ? "TRUE" : equal(target, scalar);
        }
        case Comparison::less:
            return ordered(target, "<", single(condition.operand));
        case Comparison::greater:
            return ordered(target, ">", single(condition.operand));
        case Comparison::at_most:
            return ordered(target, "<=", single(condition.operand));
        case Comparison::at_least:
            return ordered(target, ">=", single(condition.operand));
        case Comparison::child_of:
        case Comparison::parent_of:
            throw LeafFault{{}, "this operator follows a many2one"};
        default:
            return matching(target, condition.comparison, single(condition.operand));
    }
}

std::string negation(const std::string& condition) {
    return fmt::format("({}) IS NOT TRUE", condition);
}

}  // namespace outfield
