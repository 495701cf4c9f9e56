#include <fmt/format.h>
#include <outfield/error.h>

#include "sql/database.h"

namespace outfield::sql {
namespace {

template <typename T>
const T& expect(const std::vector<Column>& columns, std::size_t i, const char* wanted) {
    if (i < columns.size()) {
        if (const auto* value = std::get_if<T>(&columns[i])) return *value;
    }
    throw Error(ErrorKind::corrupt, fmt::format("the database answered without {} in column {} of {}", wanted,
                                                i + 1, columns.size()));
}

}  // namespace

std::int64_t Row::integer(std::size_t i) const {
    return expect<std::int64_t>(columns_, i, "an integer");
}

double Row::real(std::size_t i) const {
    return expect<double>(columns_, i, "a real number");
}

const std::string& Row::text(std::size_t i) const {
    return expect<std::string>(columns_, i, "a text");
}

std::optional<std::int64_t> Row::optional_integer(std::size_t i) const {
    if (is_null(i)) return std::nullopt;
    return integer(i);
}

std::string Row::text_or_empty(std::size_t i) const {
    return is_null(i) ? std::string() : text(i);
}

std::optional<Row> Connection::query_one(std::string_view sql, std::initializer_list<Parameter> parameters) {
    auto rows = query(sql, parameters);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
}

}  // namespace outfield::sql
