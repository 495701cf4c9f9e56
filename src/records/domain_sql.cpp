#include "records/domain_sql.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "modules/table_name.h"
#include "records/column_condition.h"
#include "records/leaf_fault.h"

namespace outfield {
namespace {

// SQLite's parser takes no expression deeper than a thousand, and a chain is as deep as it is long.
constexpr std::size_t longest_chain = 200;
constexpr std::size_t longest_path = 6;

std::string joined(const std::vector<std::string>& parts, std::string_view word) {
    if (parts.size() <= longest_chain) return fmt::format("({})", fmt::join(parts, word));
    std::vector<std::string> groups;
    for (std::size_t start = 0; start < parts.size(); start += longest_chain) {
        const auto end = std::min(start + longest_chain, parts.size());
        groups.push_back(
            fmt::format("({})", fmt::join(parts.begin() + static_cast<std::ptrdiff_t>(start),
                                          parts.begin() + static_cast<std::ptrdiff_t>(end), word)));
    }
    return joined(groups, word);
}

std::string shown(const Leaf& leaf) {
    const auto scalar = [](const Leaf::Scalar& value) -> std::string {
        if (const auto* text = std::get_if<std::string>(&value)) return in_quotes(*text, 60);
        if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
        if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
        if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
        return "null";
    };
    std::vector<std::string> items;
    for (const auto& item : scalars_of(leaf.operand)) {
        items.push_back(items.size() == 5 ? "..." : scalar(item));
        if (items.size() == 6) break;
    }
    const bool list = std::holds_alternative<std::vector<Leaf::Scalar>>(leaf.operand);
    return fmt::format("({}, {}, {}{}{})", in_quotes(leaf.field, 80), in_quotes(leaf.op, 20), list ? "[" : "",
                       fmt::join(items, ", "), list ? "]" : "");
}

}  // namespace

std::string DomainSql::where(const Model& model, std::string_view alias, const Domain& domain) {
    const auto root = domain_tree(domain);
    if (root.parts.empty()) return "TRUE";
    return on_node({model, std::string(alias)}, root);
}

std::string DomainSql::on_node(const Rows& rows, const DomainNode& node) {
    if (node.leaf != nullptr) return on_leaf(rows, node);
    std::vector<std::string> parts;
    parts.reserve(node.parts.size());
    for (const auto& part : node.parts) parts.push_back(on_node(rows, part));
    if (node.op == Domain::none) return negation(parts.front());
    if (parts.size() == 1) return parts.front();
    return joined(parts, node.op == Domain::any ? " OR " : " AND ");
}

std::string DomainSql::on_leaf(const Rows& rows, const DomainNode& node) {
    try {
        const auto condition = condition_of(*node.leaf);
        if (!condition) throw LeafFault{{}, fmt::format("{} is no operator", in_quotes(node.leaf->op, 20))};
        return on_path(rows, node.leaf->field, *condition);
    } catch (const LeafFault& fault) {
        throw Error(ErrorKind::invalid,
                    fault.about == LeafFault::About::field
                        ? fmt::format("Invalid field {} (domain, term {})", fault.reason, node.term)
                        : fmt::format("Invalid leaf {} (domain, term {}): {}", shown(*node.leaf), node.term,
                                      fault.reason));
    }
}

std::string DomainSql::on_path(const Rows& rows, std::string_view path, const Condition& condition) {
    if (static_cast<std::size_t>(std::count(path.begin(), path.end(), '.')) >= longest_path)
        throw LeafFault{{}, fmt::format("a path has at most {} fields", longest_path)};
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    if (dot == std::string_view::npos) return on_field(rows, name, condition);
    const Field& relation = field_of(rows, name);
    if (relation.model.empty())
        throw LeafFault{{}, fmt::format("'{}' is a {} and leads nowhere", name, to_string(relation.type))};
    const auto others = fresh_rows(relation.model);
    return through(rows, name, relation, others, on_path(others, path.substr(dot + 1), condition));
}

std::string DomainSql::on_field(const Rows& rows, std::string_view name, const Condition& condition) {
    const Field& field = field_of(rows, name);
    const auto positive = [&] {
        if (condition.comparison == Comparison::child_of || condition.comparison == Comparison::parent_of)
            return on_hierarchy(rows, name, field, condition);
        if (field.type == FieldType::binary) return on_binary(rows, name, condition);
        if (is_to_many(field.type)) return on_to_many(rows, name, field, condition);
        if (field.type == FieldType::many2one) return on_many2one(rows, name, field, condition);
        return column_condition(words_, parameters_, rows.column(name), field, condition);
    }();
    return condition.negated ? negation(positive) : positive;
}

std::string DomainSql::on_binary(const Rows& rows, std::string_view name, const Condition& condition) {
    const auto scalars = scalars_of(condition.operand);
    if (condition.comparison != Comparison::equal || std::holds_alternative<std::string>(scalars.front()))
        throw LeafFault{{}, "a binary can only be compared with false, by = or !="};
    const auto model = parameters_.add(rows.model.name), field = parameters_.add(std::string(name));
    const auto present = fmt::format(
        "EXISTS (SELECT 1 FROM outfield_attachment AS a WHERE a.model = {} AND a.record = {} AND a.field = "
        "{})",
        model, rows.column("id"), field);
    return is_unset(scalars.front()) ? negation(present) : present;
}

const Field& DomainSql::field_of(const Rows& rows, std::string_view name) const {
    if (const auto* field = find_with_common(rows.model, name)) return *field;
    std::vector<std::string_view> known;
    for (const auto& field : rows.model.fields) known.push_back(field.name);
    const auto near = nearest(name, known);
    throw LeafFault{LeafFault::About::field,
                    fmt::format("{} on model '{}'{}", in_quotes(name, 80), rows.model.name,
                                near ? fmt::format("; did you mean '{}'?", *near) : "")};
}

DomainSql::Rows DomainSql::fresh_rows(std::string_view model) {
    return {registry_.model(model), fmt::format("t{}", ++aliases_)};
}

}  // namespace outfield
