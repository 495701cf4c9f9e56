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

}  // namespace

std::vector<OrderPart> order_parts(std::string_view order) {
    std::vector<OrderPart> parts;
    if (trim(order).empty()) return parts;
    for (const auto part : split(order, ',')) {
        const auto words = words_of(trim(part));
        if (words.empty()) refuse(order, R"(it must be like "name desc, id")");
        parts.push_back({words[0], descends(order, words)});
    }
    if (parts.size() > most_parts) refuse(order, fmt::format("at most {} fields are taken", most_parts));
    return parts;
}

std::string order_column(const Registry& registry, const Field& field, const std::string& column) {
    if (field.type != FieldType::many2one) return column;
    const auto& other = registry.model(field.model);
    const auto* name = other.find("name");
    if (name == nullptr || !has_column(name->type)) return column;
    return fmt::format("(SELECT named.\"name\" FROM {} AS named WHERE named.\"id\" = {})",
                       quoted_name(table_name(other.name)), column);
}

std::string order_direction(const DialectWords& words, bool descends) {
    return fmt::format("{}{}", descends ? " DESC" : " ASC", descends ? words.unset_first : words.unset_last);
}

std::string order_sql(const Registry& registry, const DialectWords& words, const Model& model,
                      std::string_view alias, std::string_view order) {
    std::string sql, by_id = fmt::format("{}.\"id\"", alias);
    bool decided = false;  // nothing behind the id can matter
    for (const auto& part : order_parts(order)) {
        const auto* field = find_with_common(model, part.name);
        if (field == nullptr)
            throw Error(ErrorKind::invalid, fmt::format("Invalid field {} on model '{}' (order)",
                                                        in_quotes(part.name, 80), model.name));
        if (!has_column(field->type))
            refuse(order, fmt::format("'{}' is a {} and has no order", part.name, to_string(field->type)));
        if (part.name == "id" && !decided && part.descends) by_id += " DESC";
        decided = decided || part.name == "id";
        if (decided) continue;
        const auto column = fmt::format("{}.{}", alias, quoted_name(part.name));
        sql += order_column(registry, *field, column) + order_direction(words, part.descends) + ", ";
    }
    return sql + by_id;
}

}  // namespace outfield
