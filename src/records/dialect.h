// What differs between the databases in the SQL of records.
#pragma once

#include <string>
#include <string_view>

#include "records/columns.h"
#include "sql/database.h"

namespace outfield {

// {0} and {1} stand for what the words are about.
struct DialectWords {
    sql::Dialect dialect;
    std::string_view id_column;  // the type of a primary key whose values are never used twice
    std::string_view integer, real, text;
    std::string_view by_primary_key;           // behind a table of nothing but its key
    std::string_view week;                     // the ISO week of a date or datetime {0}: "2026-W47"
    std::string_view columns_of_table;         // a query: name and type, of table $1
    std::string_view integers, reals, texts;   // a condition: to be among the items of a JSON list {0}
    std::string_view like, ilike;              // {0} is the column, {1} the pattern of like_pattern.h
    std::string_view unset_last, unset_first;  // in ORDER BY, after ASC and after DESC
};

const DialectWords& dialect_words(sql::Dialect dialect) noexcept;
inline const DialectWords& dialect_of(const sql::Connection& connection) noexcept {
    return dialect_words(connection.dialect());
}

std::string_view type_name(const DialectWords& words, ColumnType type) noexcept;

// The condition, behind a column, that it is among the items of a JSON list in a parameter: one text for
// lists of any length.
std::string among(const DialectWords& words, ColumnType type, std::string_view parameter);

// From the database's own name of the type, in small letters. Throws ErrorKind::corrupt for one that no field
// has.
ColumnType column_type_named(std::string_view name);

}  // namespace outfield
