#include <fmt/format.h>

#include <algorithm>

#include "modules/table_name.h"
#include "records/column_condition.h"
#include "records/domain_sql.h"
#include "records/leaf_fault.h"
#include "records/link_table.h"

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
    if (relation.type == FieldType::many2many) {
        const auto links = link_table(rows.model, name, relation);
        const auto alias = fmt::format("t{}", ++aliases_);
        return fmt::format(
            "{id} IN (SELECT {l}.{own} FROM {links} AS {l} JOIN {table} AS {others} ON "
            "{others}.\"id\" = {l}.{other} WHERE {condition})",
            fmt::arg("id", rows.column("id")), fmt::arg("l", alias), fmt::arg("own", links.own),
            fmt::arg("links", links.table), fmt::arg("table", table), fmt::arg("others", others.alias),
            fmt::arg("other", links.other), fmt::arg("condition", condition));
    }
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

std::string DomainSql::on_to_many(const Rows& rows, std::string_view name, const Field& field,
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
    if (!comparable)
        throw LeafFault{
            {}, fmt::format("a {} is compared by =, !=, in, not in and the patterns", to_string(field.type))};
    const auto given = leads_to(on_field(others, "id", affirmed(condition)));
    return unset ? fmt::format("({} OR {})", given, negation(leads_to("TRUE"))) : given;
}

std::string DomainSql::on_hierarchy(const Rows& rows, std::string_view name, const Field& field,
                                    const Condition& condition) {
    if (name == "id")
        return fmt::format("{} IN {}", rows.column("id"),
                           tree(rows.model, parent_field(rows.model), condition));
    if (field.model.empty()) throw LeafFault{{}, "this operator follows a relation"};
    const auto& other = registry_.model(field.model);
    if (is_to_many(field.type)) {
        const auto others = fresh_rows(field.model);
        const auto tree_of_others = tree(other, parent_field(other), condition);
        return through(rows, name, field, others,
                       fmt::format("{} IN {}", others.column("id"), tree_of_others));
    }
    if (field.model == rows.model.name)
        return fmt::format("{} IN {}", rows.column("id"), tree(rows.model, name, condition));
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
