#include "records/order_sql.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "modules/table_name.h"
#include "records/columns.h"

namespace outfield {
namespace {

constexpr std::size_t most_parts = 16;

[[noreturn]] void refuse(std::string_view order, const std::string& reason) {
    throw Error(ErrorKind::invalid, fmt::format("Invalid order {}: {}", in_quotes(order, 100), reason));
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (const auto word : split(text, ' '))
        if (!word.empty()) words.push_back(word);
    return words;
}

bool descends(std::string_view order, const std::vector<std::string_view>& words) {
    if (words.size() == 1) return false;
    const auto direction = to_lower(words[1]);
    if (words.size() > 2 || (direction != "asc" && direction != "desc"))
        refuse(order, R"(it must be like "name desc, id")");
    return direction == "desc";
}

std::string expression(const Registry& registry, const Field& field, const std::string& column) {
    if (field.type != FieldType::many2one) return column;
    const auto& other = registry.model(field.model);
    const auto* name = other.find("name");
    if (name == nullptr || !has_column(name->type)) return column;
    return fmt::format("(SELECT named.\"name\" FROM {} AS named WHERE named.\"id\" = {})",
                       quoted_name(table_name(other.name)), column);
}

}  // namespace

std::string order_sql(const Registry& registry, const DialectWords& words, const Model& model,
                      std::string_view alias, std::string_view order) {
    const auto id = fmt::format("{}.\"id\"", alias);
    if (trim(order).empty()) return id;
    const auto parts = split(order, ',');
    if (parts.size() > most_parts) refuse(order, fmt::format("at most {} fields are taken", most_parts));
    std::string sql, by_id = id;
    bool decided = false;  // nothing behind the id can matter
    for (const auto part : parts) {
        const auto clause = words_of(trim(part));
        if (clause.empty()) refuse(order, R"(it must be like "name desc, id")");
        const bool descending = descends(order, clause);
        const auto* field = find_with_common(model, clause[0]);
        if (field == nullptr)
            throw Error(ErrorKind::invalid, fmt::format("Invalid field {} on model '{}' (order)",
                                                        in_quotes(clause[0], 80), model.name));
        if (!has_column(field->type))
            refuse(order, fmt::format("'{}' is a {} and has no order", clause[0], to_string(field->type)));
        if (clause[0] == "id" && !decided && descending) by_id += " DESC";
        decided = decided || clause[0] == "id";
        if (decided) continue;
        sql += expression(registry, *field, fmt::format("{}.{}", alias, quoted_name(clause[0])));
        sql += descending ? " DESC" : " ASC";
        sql += descending ? words.unset_first : words.unset_last;
        sql += ", ";
    }
    return sql + by_id;
}

}  // namespace outfield
