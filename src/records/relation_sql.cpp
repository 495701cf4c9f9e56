#include <fmt/format.h>

#include <algorithm>

#include "modules/table_name.h"
#include "records/column_condition.h"
#include "records/domain_sql.h"
#include "records/leaf_fault.h"

namespace outfield {
namespace {

// The field by which a record of another model is meant by text.
constexpr std::string_view name_field = "name";

bool means_name(const Condition& condition) {
    return is_pattern(condition.comparison) || has_text(condition.operand);
}

Condition affirmed(Condition condition) {
    condition.negated = false;
    return condition;
}

// The many2one to itself that makes a model's records a tree.
std::string_view parent_field(const Model& model) {
    for (const std::string_view name : {"parent_id", "parent"}) {
        const auto* field = model.find(name);
        if (field != nullptr && field->type == FieldType::many2one && field->model == model.name) return name;
    }
    throw LeafFault{
        {}, fmt::format("model '{}' has no many2one to itself named parent_id or parent", model.name)};
}

}  // namespace

std::string DomainSql::through(const Rows& rows, std::string_view name, const Field& relation,
                               const Rows& others, const std::string& condition) {
    const auto table = quoted_name(table_name(others.model.name));
    if (relation.type == FieldType::many2one)
        return fmt::format("{} IN (SELECT {} FROM {} AS {} WHERE {})", rows.column(name), others.column("id"),
                           table, others.alias, condition);
    const auto inverse = others.column(relation.inverse);
    return fmt::format("{} IN (SELECT {} FROM {} AS {} WHERE {} IS NOT NULL AND {})", rows.column("id"),
                       inverse, table, others.alias, inverse, condition);
}

std::string DomainSql::on_many2one(const Rows& rows, std::string_view name, const Field& field,
                                   const Condition& condition) {
    if (!means_name(condition))
        return column_condition(words_, parameters_, rows.column(name), field, condition);
    const auto others = fresh_rows(field.model);
    return through(rows, name, field, others, on_field(others, name_field, affirmed(condition)));
}

std::string DomainSql::on_one2many(const Rows& rows, std::string_view name, const Field& field,
                                   const Condition& condition) {
    const auto others = fresh_rows(field.model);
    const auto leads_to = [&](const std::string& inner) { return through(rows, name, field, others, inner); };
    if (means_name(condition)) return leads_to(on_field(others, name_field, affirmed(condition)));
    const auto scalars = scalars_of(condition.operand);
    const bool unset = std::any_of(scalars.begin(), scalars.end(), [](const auto& s) { return is_unset(s); });
    if (condition.comparison == Comparison::equal_if_set && unset) return "TRUE";
    const bool comparable = condition.comparison == Comparison::equal ||
                            condition.comparison == Comparison::in ||
                            condition.comparison == Comparison::equal_if_set;
    if (!comparable) throw LeafFault{{}, "a one2many is compared by =, !=, in, not in and the patterns"};
    const auto given = leads_to(on_field(others, "id", affirmed(condition)));
    return unset ? fmt::format("({} OR {})", given, negation(leads_to("TRUE"))) : given;
}

std::string DomainSql::on_hierarchy(const Rows& rows, std::string_view name, const Field& field,
                                    const Condition& condition) {
    if (name == "id")
        return fmt::format("{} IN {}", rows.column("id"),
                           tree(rows.model, parent_field(rows.model), condition));
    if (field.type != FieldType::many2one) throw LeafFault{{}, "this operator follows a many2one"};
    if (field.model == rows.model.name)
        return fmt::format("{} IN {}", rows.column("id"), tree(rows.model, name, condition));
    const auto& other = registry_.model(field.model);
    return fmt::format("{} IN {}", rows.column(name), tree(other, parent_field(other), condition));
}

// UNION, not UNION ALL: a circle ends.
std::string DomainSql::tree(const Model& model, std::string_view parent, const Condition& condition) {
    const auto roots = fresh_rows(model.name), next = fresh_rows(model.name);
    const bool by_name = has_text(condition.operand);
    Condition start{by_name ? Comparison::ilike : Comparison::in, false, condition.operand};
    if (!by_name) start.operand = scalars_of(condition.operand);
    const auto chosen = on_field(roots, by_name ? name_field : "id", start);
    const auto table = quoted_name(table_name(model.name));
    const bool down = condition.comparison == Comparison::child_of;
    return fmt::format(
        "(WITH RECURSIVE tree(node) AS (SELECT {id} FROM {table} AS {roots} WHERE {chosen} UNION SELECT "
        "{taken} "
        "FROM tree JOIN {table} AS {next} ON {met} = tree.node WHERE {taken} IS NOT NULL) SELECT node FROM "
        "tree)",
        fmt::arg("id", roots.column("id")), fmt::arg("table", table), fmt::arg("roots", roots.alias),
        fmt::arg("chosen", chosen), fmt::arg("taken", next.column(down ? "id" : parent)),
        fmt::arg("next", next.alias), fmt::arg("met", next.column(down ? parent : "id")));
}

}  // namespace outfield
