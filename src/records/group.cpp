#include <fmt/format.h>
#include <outfield/records.h>

#include <algorithm>
#include <cstdint>

#include "catalog/catalog.h"
#include "records/domain_sql.h"
#include "records/group_sql.h"
#include "records/stored_model.h"
#include "records/stored_value.h"

namespace outfield {
namespace {

constexpr std::string_view alias = "t0";

std::string page(const SearchOptions& options, ParameterList& parameters) {
    const auto number = [&](std::size_t n) {
        return parameters.add(static_cast<std::int64_t>(std::min<std::size_t>(n, INT64_MAX)));
    };
    const auto limit = number(options.limit.value_or(INT64_MAX));
    return fmt::format(" LIMIT {} OFFSET {}", limit, number(options.offset));
}

std::string numbers_up_to(std::size_t last) {
    std::vector<std::size_t> numbers(last);
    for (std::size_t i = 0; i < last; ++i) numbers[i] = i + 1;
    return fmt::format("{}", fmt::join(numbers, ", "));
}

RecordGroup group_of(const sql::Row& row, const std::vector<GroupColumn>& keys,
                     const std::vector<GroupColumn>& aggregates) {
    RecordGroup group;
    std::size_t column = 0;
    for (const auto& key : keys) group.key.emplace(key.name, value_of(key.type, row, column++));
    group.count = static_cast<std::size_t>(row.integer(column++));
    for (const auto& sum : aggregates) group.aggregates.emplace(sum.name, value_of(sum.type, row, column++));
    return group;
}

}  // namespace

std::vector<RecordGroup> Records::group(std::string_view model, const Domain& domain,
                                        const std::vector<std::string>& by,
                                        const std::vector<Aggregate>& aggregates,
                                        const SearchOptions& options) {
    const auto& stored = models_->get(model);
    const auto& words = dialect_words(catalog_.database().dialect());
    const auto keys = group_keys(registry_, words, *stored.model, alias, by);
    const auto sums = group_aggregates(registry_, words, *stored.model, alias, aggregates);
    const auto order = group_order(words, options.order, keys, sums);

    ParameterList parameters;
    std::string text = "SELECT ";
    for (const auto& key : keys) text += key.sql + ", ";
    text += "count(*)";
    for (const auto& sum : sums) text += ", " + sum.sql;
    text += fmt::format(" FROM {} AS {} WHERE {}", stored.table, alias,
                        DomainSql(registry_, words, parameters).where(*stored.model, alias, domain));
    if (!keys.empty()) text += " GROUP BY " + numbers_up_to(keys.size());
    if (!order.empty()) text += " ORDER BY " + order;
    text += page(options, parameters);

    const auto given = parameters.view();
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        std::vector<RecordGroup> groups;
        for (const auto& row : connection.query(text, sql::Parameters(given)))
            groups.push_back(group_of(row, keys, sums));
        return groups;
    });
}

}  // namespace outfield
