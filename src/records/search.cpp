#include <fmt/format.h>
#include <outfield/records.h>

#include <algorithm>
#include <cstdint>

#include "catalog/catalog.h"
#include "records/domain_sql.h"
#include "records/order_sql.h"
#include "records/stored_model.h"

namespace outfield {
namespace {

constexpr std::string_view alias = "t0";

std::int64_t as_integer(std::size_t number) {
    return static_cast<std::int64_t>(std::min<std::size_t>(number, INT64_MAX));
}

}  // namespace

RecordIds Records::search(std::string_view model, const Domain& domain, const SearchOptions& options) {
    const auto& stored = models_->get(model);
    const auto& words = dialect_words(catalog_.database().dialect());
    ParameterList parameters;
    const auto where = DomainSql(registry_, words, parameters).where(*stored.model, alias, domain);
    const auto order = order_sql(registry_, words, *stored.model, alias, options.order);
    const auto limit = parameters.add(options.limit ? as_integer(*options.limit) : INT64_MAX);
    const auto offset = parameters.add(as_integer(options.offset));
    const auto text =
        fmt::format("SELECT {0}.\"id\" FROM {1} AS {0} WHERE {2} ORDER BY {3} LIMIT {4} OFFSET {5}", alias,
                    stored.table, where, order, limit, offset);
    const auto given = parameters.view();
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        RecordIds ids;
        for (const auto& row : connection.query(text, sql::Parameters(given))) ids.push_back(row.integer(0));
        return ids;
    });
}

std::size_t Records::count(std::string_view model, const Domain& domain) {
    const auto& stored = models_->get(model);
    ParameterList parameters;
    const auto where = DomainSql(registry_, dialect_words(catalog_.database().dialect()), parameters)
                           .where(*stored.model, alias, domain);
    const auto text = fmt::format("SELECT count(*) FROM {1} AS {0} WHERE {2}", alias, stored.table, where);
    const auto given = parameters.view();
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return static_cast<std::size_t>(connection.query(text, sql::Parameters(given)).at(0).integer(0));
    });
}

}  // namespace outfield
