#include "records/group_sql.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "records/order_sql.h"

namespace outfield {
namespace {

constexpr std::size_t most_columns = 64;
constexpr std::array<std::string_view, 5> parts{"day", "week", "month", "quarter", "year"};
constexpr std::array<std::string_view, 6> functions{"sum", "avg", "min", "max", "count", "count_distinct"};

[[noreturn]] void refuse(const Model& model, std::string_view field, const std::string& reason) {
    throw Error(ErrorKind::invalid, fmt::format("model '{}', field '{}': {}", model.name, field, reason));
}

void check_word(const Model& model, std::string_view field, std::string_view word, std::string_view what,
                std::span<const std::string_view> known) {
    if (std::find(known.begin(), known.end(), word) != known.end()) return;
    const auto near = nearest(word, known);
    refuse(model, field,
           fmt::format("{} is no {}: {} are{}", in_quotes(word, 40), what, fmt::join(known, ", "),
                       near ? fmt::format("; did you mean '{}'?", *near) : ""));
}

void check_number_of(std::size_t columns) {
    if (columns > most_columns)
        throw Error(ErrorKind::invalid,
                    fmt::format("records are grouped by at most {} fields", most_columns));
}

const Field& stored_field(const Registry& registry, const Model& model, std::string_view name) {
    const auto* common = find_with_common(model, name);
    const auto& field = common != nullptr ? *common : registry.field(model.name, name);
    if (!has_column(field.type))
        refuse(model, name, fmt::format("records are not grouped by a {}", to_string(field.type)));
    return field;
}

// A boolean that is not set is false.
std::string column_sql(std::string_view alias, std::string_view name, const Field& field) {
    const auto column = fmt::format("{}.{}", alias, quoted_name(name));
    return field.type == FieldType::boolean ? fmt::format("coalesce({}, 0)", column) : column;
}

// Dates begin alike: "2026-11-23" and "2026-11-23 08:30:05".
std::string part_of(const DialectWords& words, const std::string& column, std::string_view part) {
    if (part == "day") return fmt::format("substr({}, 1, 10)", column);
    if (part == "week") return fmt::format(fmt::runtime(words.week), column);
    if (part == "month") return fmt::format("substr({}, 1, 7)", column);
    if (part == "year") return fmt::format("substr({}, 1, 4)", column);
    return fmt::format("substr({0}, 1, 4) || '-Q' || ((CAST(substr({0}, 6, 2) AS INTEGER) + 2) / 3)", column);
}

GroupColumn key(const Registry& registry, const DialectWords& words, const Model& model,
                std::string_view alias, const std::string& asked) {
    const auto colon = std::min(asked.find(':'), asked.size());
    GroupColumn made{asked, asked.substr(0, colon), {}, {}, FieldType::text};
    const auto& field = stored_field(registry, model, made.field);
    const auto column = column_sql(alias, made.field, field);
    if (colon == asked.size()) {
        made.type = field.type;
        made.sql = column;
        made.ordered = order_column(registry, field, made.sql);
        return made;
    }
    const auto part = std::string_view(asked).substr(colon + 1);
    check_word(model, made.field, part, "part of a date", parts);
    if (field.type != FieldType::date && field.type != FieldType::datetime)
        refuse(model, made.field, fmt::format("a {} has no {}", to_string(field.type), part));
    made.sql = made.ordered = part_of(words, column, part);
    return made;
}

bool counts(std::string_view function) {
    return function == "count" || function == "count_distinct";
}

bool is_number(FieldType type) {
    return type == FieldType::integer || type == FieldType::floating;
}

bool has_ends(FieldType type) {
    return is_number(type) || type == FieldType::date || type == FieldType::datetime ||
           type == FieldType::character;
}

void check_function(const Model& model, const Field& field, const Aggregate& asked) {
    check_word(model, asked.field, asked.function, "function", functions);
    const bool is_end = asked.function == "min" || asked.function == "max";
    if (counts(asked.function) || (is_end ? has_ends(field.type) : is_number(field.type))) return;
    refuse(model, asked.field,
           fmt::format("it is a {}: only {} have a {}", to_string(field.type),
                       is_end ? "numbers, dates and chars" : "numbers", asked.function));
}

FieldType type_of(const Field& field, std::string_view function) {
    if (counts(function)) return FieldType::integer;
    return function == "avg" ? FieldType::floating : field.type;
}

// sum() of whole numbers is something longer in PostgreSQL, and fractions stay in a column that held them.
GroupColumn aggregate(const Registry& registry, const DialectWords& words, const Model& model,
                      std::string_view alias, const Aggregate& asked) {
    const auto& field = stored_field(registry, model, asked.field);
    check_function(model, field, asked);
    const auto column = column_sql(alias, asked.field, field);
    auto sql = asked.function == "count_distinct" ? fmt::format("count(DISTINCT {})", column)
                                                  : fmt::format("{}({})", asked.function, column);
    const auto type = type_of(field, asked.function);
    if (const auto stored = column_type(type); stored != ColumnType::text)
        sql = fmt::format("CAST({} AS {})", sql, type_name(words, stored));
    return {asked.field, asked.field, sql, sql, type};
}

const GroupColumn* find(const std::vector<GroupColumn>& columns, std::string_view name) {
    for (const auto& column : columns)
        if (column.name == name) return &column;
    for (const auto& column : columns)
        if (column.field == name) return &column;
    return nullptr;
}

}  // namespace

std::vector<GroupColumn> group_keys(const Registry& registry, const DialectWords& words, const Model& model,
                                    std::string_view alias, const std::vector<std::string>& by) {
    check_number_of(by.size());
    std::vector<GroupColumn> keys;
    for (const auto& asked : by) keys.push_back(key(registry, words, model, alias, asked));
    return keys;
}

std::vector<GroupColumn> group_aggregates(const Registry& registry, const DialectWords& words,
                                          const Model& model, std::string_view alias,
                                          const std::vector<Aggregate>& aggregates) {
    check_number_of(aggregates.size());
    std::vector<GroupColumn> columns;
    for (const auto& asked : aggregates) {
        auto& column = columns.emplace_back(aggregate(registry, words, model, alias, asked));
        if (std::ranges::count(aggregates, asked.field, &Aggregate::field) > 1)
            column.name += ':' + asked.function;
    }
    return columns;
}

std::string group_order(const DialectWords& words, std::string_view order,
                        const std::vector<GroupColumn>& keys, const std::vector<GroupColumn>& aggregates) {
    std::vector<std::string> sql;
    const auto add = [&](const std::string& by, bool descends) {
        sql.push_back(by + order_direction(words, descends));
    };
    for (const auto& part : order_parts(order)) {
        const auto* column = find(keys, part.name);
        if (column == nullptr) column = find(aggregates, part.name);
        if (column == nullptr && part.name != "__count")
            throw Error(ErrorKind::invalid,
                        fmt::format("Invalid order {}: {} is neither grouped by nor summed up",
                                    in_quotes(order, 100), in_quotes(part.name, 80)));
        add(column == nullptr ? "count(*)" : column->ordered, part.descends);
    }
    if (sql.empty())
        for (const auto& key : keys) add(key.ordered, false);
    for (std::size_t i = 1; i <= keys.size(); ++i) add(std::to_string(i), false);
    return fmt::format("{}", fmt::join(sql, ", "));
}

}  // namespace outfield
